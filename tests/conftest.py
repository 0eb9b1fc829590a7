"""What tests of several rooms share."""

from __future__ import annotations

import os

import pytest

import parley


@pytest.fixture(scope="session")
def coder() -> parley.Coder:
    """A coder with the shipped model, or with the one that PARLEY_TEST_MODEL names."""
    return parley.load(model=os.environ.get("PARLEY_TEST_MODEL"))
