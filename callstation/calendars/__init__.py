"""The caller's own calendar outside: CalDAV."""
