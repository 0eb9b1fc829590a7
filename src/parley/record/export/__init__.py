"""Exports: what a record holds, in the formats of those who go on working with it.

Every export is a folder (or a .zip of one) with a README that says what was asked, what made the readings and what
analysts corrected, so that it can be published with a paper, and a list of the sources.
"""

from __future__ import annotations

from parley.record.export.write import FORMATS, export

__all__ = ["FORMATS", "export"]
