"""The way in: files that others wrote, read with suspicion and turned into people."""
