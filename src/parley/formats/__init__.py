"""Readings in the columns of other programs, so that what reads theirs can read ours."""
