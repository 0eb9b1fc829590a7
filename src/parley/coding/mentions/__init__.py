"""Mentions: names, noun phrases that can act or be acted on, and the pronouns that stand for them."""
