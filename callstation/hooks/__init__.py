"""Telling others of an outcome: a program, or an address on the web; after it is stored, and in nobody's way."""
