"""The way out: spreadsheets, JSON lines, calendars."""
