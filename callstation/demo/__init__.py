"""An invented book to try callstation on, alive on any day."""
