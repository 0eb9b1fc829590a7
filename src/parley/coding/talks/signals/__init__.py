"""Where a report speaks of talks."""
