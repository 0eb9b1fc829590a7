"""Which Parley, model and codebook make readings here: kept with each, so that a datum can be made again."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import parley
from parley.codebook.acts import DATA
from parley.record.keep import Made


@lru_cache(maxsize=8)
def made_here(model: str | None = None, codebook: str | None = None) -> Made:
    """The versions of what reads with these settings.

    Args:
        model: name or path of the language pipeline; None for the one that ships.
        codebook: folder that extends the codebook, or None.
    """
    folders = [DATA, *([Path(codebook)] if codebook else [])]
    return Made(parley=parley.__version__, model=_model(model), codebook=f"{parley.__version__}+{_digest(folders)}")


def _model(model: str | None) -> str:
    if model is None:
        meta = json.loads((files("parley.language") / "en" / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['name']} {meta['version']}"
    try:
        return f"{model} {version(model)}"
    except (PackageNotFoundError, ValueError):
        return model


def _digest(folders: list[Path]) -> str:
    """A codebook may be changed without a new version: its files say which it was."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            whole.update(path.relative_to(folder).as_posix().encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
