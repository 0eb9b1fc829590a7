"""Disagreements: incompatible values for the same thing, each with its evidence and its source."""
