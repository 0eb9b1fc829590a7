"""Registers the package's own architectures and components for `spacy train --code`."""

import parley.language.architectures  # noqa: F401
