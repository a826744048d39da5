"""The one seam between what a person sees and everything below: next card, record, undo."""
