from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from parley.codebook.acts import read_yaml
from parley.codebook.safe_yaml import parse
from parley.errors import CodebookError


def test_plain_values() -> None:
    assert parse("{a: 1, b: [x, 2014-12-27]}")["a"] == 1


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system [true]", "a: [", "[" * 100_000])
def test_what_is_no_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        parse(text)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: ["])
def test_a_file_of_a_codebook_that_is_no_yaml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mine.yaml").write_bytes(content)
    with pytest.raises(CodebookError, match=r"mine\.yaml is not YAML"):
        read_yaml(tmp_path / "mine.yaml")
