"""The command line: one file per command; nothing is imported that the command does not need."""
