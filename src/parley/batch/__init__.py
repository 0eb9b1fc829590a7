"""Millions of reports: one pure kernel, shards coded once, thin engines for many cores or machines."""
