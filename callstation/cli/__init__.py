"""The command line: one file a command; no SQL, no rules."""
