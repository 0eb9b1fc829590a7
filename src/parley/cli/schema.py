"""`parley schema`: the contract as JSON Schema."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of a reading."""
    import json

    from parley.model import schema as reading_schema

    print(json.dumps(reading_schema(), indent=2, ensure_ascii=False))
