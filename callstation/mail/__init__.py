"""Emails out into the world, and bounces back from it: messages, ways out, passwords."""
