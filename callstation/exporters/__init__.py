"""The way out: people, calls and the calendar in forms that other programs read."""
