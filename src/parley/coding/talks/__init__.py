"""Talks: a negotiation as one object, however many sentences tell of it."""
