"""How Sphinx builds the documentation: `make docs`, or `sphinx-build -W -b html docs build/docs`."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

project = "Parley"
author = "The Parley authors"
project_copyright = "The Parley authors, Apache-2.0"
try:
    release = installed("parley")
except PackageNotFoundError:
    release = ""
extensions = ["myst_parser"]
myst_heading_anchors = 4
exclude_patterns = ["_*"]
html_theme = "furo"
html_title = "Parley"
html_show_sourcelink = False
# Nothing is fetched from elsewhere when a page is read.
html_theme_options = {"footer_icons": []}
# Blocks that show a format, with remarks in it, are not always whole YAML or JSON.
suppress_warnings = ["misc.highlighting_failure"]


def setup(app: Any) -> None:
    """Write the pages that come from the code before the folder is searched for pages."""
    import reference

    app.connect("builder-inited", lambda app: reference.write(Path(app.srcdir) / "generated"))
