"""Patterns over word classes, compiled to regular expressions over the lexicon's characters.

The atoms are class names: `(w=weekday comma?)? m=month d=day`. `name=class` keeps the tokens for the rule's value (the
same name may stand in several branches), `<class` and `~class` look one token back (is, is not), `>class` and
`!class` one token ahead, `$name` stands for a macro.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parley.coding.timex.lexicon import Lexicon
from parley.errors import CodebookError

_TOKEN = re.compile(
    r"\s*(?:(?P<macro>\$\w+)|(?P<look>[<!>~])?(?:(?P<name>\w+)=)?(?P<cls>[a-z_]\w*)|(?P<sign>[()|?*+]))\s*"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        regex: source of the regular expression.
        first: the characters that a match can start with.
        empty: whether it can match nothing.
    """

    regex: str
    first: frozenset[str]
    empty: bool


class Compiler:
    """Compiles patterns against one lexicon and one set of macros."""

    def __init__(self, words: Lexicon, macros: dict[str, str]) -> None:
        self._words = words
        self._macros = macros
        self._names: list[str] = []

    def compile(self, text: str) -> Pattern:
        """The pattern that the text writes.

        Raises:
            CodebookError: the text is no pattern, or names an unknown class or macro.
        """
        self._names = []
        return self._compile(text)

    def _compile(self, text: str) -> Pattern:
        tokens = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise CodebookError(f"time pattern {text!r} breaks at {text[at:]!r}")
            tokens.append(match)
            at = match.end()
        tokens.reverse()
        out = self._either(tokens)
        if tokens:
            raise CodebookError(f"time pattern {text!r} has a parenthesis too many")
        return out

    def _either(self, tokens: list[re.Match[str]]) -> Pattern:
        options = [self._sequence(tokens)]
        while tokens and tokens[-1]["sign"] == "|":
            tokens.pop()
            options.append(self._sequence(tokens))
        if len(options) == 1:
            return options[0]
        return Pattern(
            f"(?:{'|'.join(o.regex for o in options)})",
            frozenset().union(*(o.first for o in options)),
            any(o.empty for o in options),
        )

    def _sequence(self, tokens: list[re.Match[str]]) -> Pattern:
        regex, first, empty = "", frozenset[str](), True
        while tokens and tokens[-1]["sign"] not in ("|", ")"):
            item = self._item(tokens)
            regex += item.regex
            if empty:
                first |= item.first
            empty = empty and item.empty
        return Pattern(regex, first, empty)

    def _item(self, tokens: list[re.Match[str]]) -> Pattern:
        token = tokens.pop()
        if token["sign"] == "(":
            inner = self._either(tokens)
            if not tokens or tokens.pop()["sign"] != ")":
                raise CodebookError(f"time pattern {token.string!r} lacks a closing parenthesis")
            item = Pattern(f"(?:{inner.regex})", inner.first, inner.empty)
        elif token["macro"]:
            name = token["macro"][1:]
            if name not in self._macros:
                raise CodebookError(f"time pattern {token.string!r} names no macro {name!r}")
            inner = self._compile(self._macros[name])
            item = Pattern(f"(?:{inner.regex})", inner.first, inner.empty)
        elif token["cls"]:
            item = self._atom(token)
        else:
            raise CodebookError(f"time pattern {token.string!r} has {token['sign']!r} where a class should stand")
        if tokens and tokens[-1]["sign"] in ("?", "*", "+"):
            sign = tokens.pop()["sign"]
            item = Pattern(item.regex + sign, item.first, item.empty or sign != "+")
        return item

    def _atom(self, token: re.Match[str]) -> Pattern:
        try:
            chars = self._words.chars(token["cls"])
        except KeyError:
            raise CodebookError(f"time pattern {token.string!r} names no class {token['cls']!r}") from None
        if token["look"]:
            look = {"<": "?<=", "~": "?<!", "!": "?!", ">": "?="}[token["look"]]
            return Pattern(f"({look}[{chars}])", frozenset(), True)
        regex = f"[{chars}]"
        if name := token["name"]:
            # A regular expression wants each name once: the second `d` is `d_`, which `part_of` undoes.
            name += "_" * self._names.count(name)
            self._names.append(token["name"])
            regex = f"(?P<{name}>{regex})"
        return Pattern(regex, frozenset(chars), False)


def part_of(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    """The token ranges of the named parts that took part in a match."""
    return {name.rstrip("_"): match.span(name) for name, text in match.groupdict().items() if text}
