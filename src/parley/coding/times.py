"""Times: every time expression of the report with its TIMEX3 type and value.

The words and rules are data (`codebook/data/times`): classes of words, patterns over them, and the value that each
pattern makes. Dates that leave something out are filled in from the publication date, from the tense of their verb or
from a date told before; where none of these says, the value stays None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.tables import folder_of
from parley.coding.layers import Time, layer, tree_of
from parley.coding.timex import calendar
from parley.coding.timex.case import Found, Scene
from parley.coding.timex.grammar import Match, grammar
from parley.coding.timex.lexicon import core, lexicon
from parley.coding.timex.resolve import resolve
from parley.coding.timex.tense import tense, tenses
from parley.language.tree import Tree

# What ends an expression that counts from another date, and what joins it to the day that it comes to.
_COUNTED = frozenset({"earlier", "before", "later", "afterwards", "week", "month", "ago", "day"})
_LEADING = frozenset({(",",), (",", "on"), ("on",), ("(",), (",", "the")})


@Language.factory(
    "parley_times",
    default_config={"codebook": None},
    requires=["doc._.parley_report"],
    assigns=["doc._.parley_times"],
)
class Times:
    """Writes `doc._.parley_times`, in text order.

    Args:
        nlp: the pipeline.
        name: its name there.
        codebook: a folder that extends the shipped words and rules.
    """

    def __init__(self, nlp: Language, name: str = "parley_times", codebook: str | None = None) -> None:
        self.name = name
        folder = folder_of(codebook)
        self._lexicon, self._grammar, self._tenses = lexicon(folder), grammar(folder), tenses(folder)
        self._circa = frozenset(self._lexicon.classes["circa"]) - {"about"}

    def __call__(self, doc: Doc) -> Doc:
        report = layer(doc, "parley_report")
        tree = tree_of(doc) if doc.has_annotation("DEP") else None
        words = tree.words if tree else [token.text for token in doc]
        found = self.find(words, calendar.parse(report.published) if report else None, tree)
        doc._.parley_times = [
            Time(f.start, f.end, _head(f, tree) if tree else f.end - 1, f.type, f.value, f.plain) for f in found
        ]
        return doc

    def find(self, words: Sequence[str], published: date | None, tree: Tree | None = None) -> list[Found]:
        """The times among the words.

        Args:
            words: a report's tokens as written.
            published: the day that "today" is; None leaves dates that need it without a value.
            tree: the parse, for the tense of verbs.
        """
        matches = list(self._grammar.matches(self._lexicon.encode(words)))
        if not matches:
            return []
        words = [core(word) for word in words]
        lower = [word.lower() for word in words]
        scene = Scene(words, lower, published, lambda i: tense(tree, i, self._tenses) if tree else 0)
        scene.narrative = _narrative(matches, words, published)
        scene.antique = any(m.rule.id in ("year-era", "era-year") for m in matches) or any(
            m.rule.id == "early-year" and lower[m.start - 1] in self._circa for m in matches if m.start
        )
        followers: list[Match | None] = [*matches[1:], None]
        for match, later in zip(matches, followers, strict=True):
            scene.found += resolve(match, scene, later, self._lexicon)
        return _date_clocks(_exact(scene.found, lower), lower)


def _narrative(matches: Sequence[Match], words: Sequence[str], published: date | None) -> bool:
    """Whether the report tells of other years: most of the years that it names are not near that of publication."""
    if published is None:
        return False
    kinds = Counter(match.rule.value for match in matches)
    years = [int(words[m.parts["y"][0]]) for m in matches if "y" in m.parts and words[m.parts["y"][0]].isdigit()]
    far = sum(abs(year - published.year) > 1 for year in years)
    return far >= 4 and far > 0.6 * len(years) and kinds["weekday"] + kinds["deictic"] + kinds["step"] < 0.2 * far


def _exact(found: list[Found], lower: Sequence[str]) -> list[Found]:
    """ "Two weeks earlier, on 20 September": the day itself stands for what leads up to it."""
    out = []
    for k, one in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        between = tuple(lower[one.end : after.start]) if after else ()
        if after and after.point and after.point.day and between in _LEADING and lower[one.end - 1] in _COUNTED:
            continue
        out.append(one)
    return out


def _date_clocks(found: list[Found], lower: Sequence[str]) -> list[Found]:
    """Give each time of day the day that its sentence names, the nearest one; where the two touch they are one time."""
    clocks = [f for f in found if f.type == "TIME" and f.value and f.value.startswith("T")]
    for clock in clocks:
        k = found.index(clock)
        days = [f for f in found[max(0, k - 3) : k + 4] if f.point and f.point.day and f.value and "T" not in f.value]
        days = [f for f in days if "." not in lower[min(f.end, clock.end) : max(f.start, clock.start)]]
        if not days:
            clock.plain = True
            continue
        day = min(days, key=lambda f: abs(f.start - clock.start))
        clock.value = (day.value or "") + (clock.value or "")
        start, end = min(day.start, clock.start), max(day.end, clock.end)
        between = lower[min(day.end, clock.end) : max(day.start, clock.start)]
        if len(between) <= 1 and all(word in ("on", ",", "at") for word in between):
            clock.start, clock.end, clock.point = start, end, day.point
            found.remove(day)
    return found


def _head(found: Found, tree: Tree) -> int:
    """The token of the expression that hangs on something outside it."""
    for i in range(found.start, found.end):
        outside = tree.head[i] == i or not found.start <= tree.head[i] < found.end
        if outside and tree.pos[i] not in ("ADP", "DET", "PUNCT"):
            return i
    return found.end - 1
