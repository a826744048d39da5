"""callstation: who to call now, why, and something worth saying."""

__version__ = "0.1.0"
