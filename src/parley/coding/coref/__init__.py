"""Coreference: which mentions of a report stand for the same person, organization or place."""
