"""Dates in plain words: a strict grammar in which every word is understood, or the phrase is refused."""
