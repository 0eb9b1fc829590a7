"""Bytes to reports: `open_reports` is the entrance, `Skipped` what stands where an input gave none."""

from parley.sources.open import open_reports
from parley.sources.outcome import Skipped

__all__ = ["Skipped", "open_reports"]
