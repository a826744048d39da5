"""The language check: what never to say, and what to say instead, as data."""
