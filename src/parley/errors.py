"""One root for every error that Parley raises on purpose; each message says what to do."""


class ParleyError(Exception):
    """Something the caller can mend; the message is one line, in words."""


class SourceError(ParleyError):
    """An input that cannot be read as reports: broken, empty, binary, too large."""


class LanguageError(ParleyError):
    """A report in a language that no loaded model reads, or a pipeline that cannot parse."""


class CodebookError(ParleyError):
    """A codebook entry that is malformed or contradicts another."""


class ReadingError(ParleyError):
    """A reading that breaks the contract: an offset outside the text, an unknown id."""


class RecordError(ParleyError):
    """A record that cannot be opened, written or restored, or that lacks what was asked for."""
