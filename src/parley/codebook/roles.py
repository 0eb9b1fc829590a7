"""Common nouns that make an actor: rebels, warplanes, police, the opposition, a foreign minister."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from parley.codebook.table import DATA
from parley.errors import CodebookError

COLUMNS = ("lemmas", "type", "sectors", "office", "number", "alone", "title")
TYPES = ("person", "organization", "location", "platform", "vehicle", "weapon")
# Who heads or staffs what: "foreign ministry", "ministry of trade", "energy department".
_PERSON_PATTERNS = ("{} minister", "minister of {}", "minister for {}", "{} secretary", "secretary of {}")
_OFFICE_PATTERNS = ("{} ministry", "ministry of {}", "ministry for {}", "{} department", "department of {}")


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: `sectors` are CAMEO/PLOVER sector codes, `office` the office it names, if any.

    Attributes:
        type: person, organization, platform, vehicle or weapon.
        collective: the singular stands for many ("police", "army", "opposition").
        alone: an actor by itself ("rebels", "protesters"); others only with a country, a name or an organization
            beside them ("member", "group", "woman", "plane").
        title: may stand before a name ("Foreign Minister Sergei Lavrov", "Gen. Michel Aoun").
    """

    id: str
    type: str
    sectors: tuple[str, ...] = ()
    office: str | None = None
    collective: bool = False
    alone: bool = False
    title: bool = False


class Roles:
    """All role nouns, by lemma and by plural; words of several parts included."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Read the role tables of the folders; a later folder's entry for a noun counts."""
        self._roles: dict[str, Role] = {}
        self._plural: set[str] = set()
        self._titles: dict[str, Role] = {}
        self._out: frozenset[str] = frozenset()
        for folder in folders:
            self._read(folder / "roles")
        self.longest = max((key.count(" ") + 1 for key in self._roles), default=0)

    def _read(self, folder: Path) -> None:
        if not folder.is_dir():
            return
        irregular = {r["singular"]: r["plural"] for r in _lines(folder / "irregular_plurals.csv")}
        mine: dict[str, Role] = {}
        for path in sorted(folder.glob("*.csv")):
            if path.stem in ("portfolios", "titles", "irregular_plurals"):
                continue
            for row in _lines(path, COLUMNS):
                for lemma in row["lemmas"].split("|"):
                    self._put(mine, lemma, _role(lemma, row), row["number"] == "plural", irregular)
        for row in _lines(folder / "portfolios.csv"):
            sectors = tuple(row["sectors"].split())
            for pattern in _PERSON_PATTERNS:
                name = pattern.format(row["portfolio"])
                role = Role(name, "person", sectors, row["office"] or "minister", alone=True, title=True)
                self._put(mine, name, role, False, {name: _head_plural(name)})
            for pattern in _OFFICE_PATTERNS:
                name = pattern.format(row["portfolio"])
                role = Role(name, "organization", sectors, None, collective=True, alone=True)
                self._put(mine, name, role, False, {name: _head_plural(name)})
        self._roles.update(mine)
        self._titles.update({key: role for key, role in mine.items() if role.title})
        for row in _lines(folder / "titles.csv"):
            self._titles[row["title"]] = mine.get(row["role"], Role("person", "person", title=True))
        out = folder / "not_actors.txt"
        if out.exists():
            self._out |= frozenset(out.read_text(encoding="utf-8").split("\n"))

    @cached_property
    def _edges(self) -> set[str]:
        return {word for key in self._roles for word in (key.split(" ")[0], key.split(" ")[-1])}

    def _put(self, into: dict[str, Role], lemma: str, role: Role, plural: bool, irregular: dict[str, str]) -> None:
        into.setdefault(_key(lemma), role)
        if plural or (role.collective and lemma.endswith("s") and not lemma.endswith("ss")):
            self._plural.add(_key(lemma))
            return
        many = _key(irregular.get(lemma) or plural_of(lemma))
        into.setdefault(many, role)
        self._plural.add(many)

    def __len__(self) -> int:
        return len({role.id for role in self._roles.values()})

    def __iter__(self) -> Iterator[Role]:
        seen: set[str] = set()
        for role in self._roles.values():
            if role.id not in seen:
                seen.add(role.id)
                yield role

    def of(self, text: str) -> Role | None:
        """The role of a noun or noun phrase in lower case, singular or plural ("warplanes", "foreign minister")."""
        return self._roles.get(_key(text))

    def opens_or_closes(self, word: str) -> bool:
        """Whether a role's phrase may begin or end with the word; a quick no for most words of a text."""
        words = _key(word).split()
        return not words or words[0] in self._edges or words[-1] in self._edges

    def within(self, words: Sequence[str]) -> tuple[Role, int] | None:
        """The role of a phrase by its longest tail, and how many words that takes ("senior army officer" -> 2)."""
        for length in range(min(len(words), self.longest), 0, -1):
            role = self.of(" ".join(words[-length:]))
            if role:
                return role, length
        return None

    def plural(self, text: str) -> bool:
        """Whether the role noun, as written, stands for more than one."""
        return _key(text) in self._plural

    def title(self, text: str) -> Role | None:
        """The role of words before a name ("Gen.", "Foreign Minister", "Sheikh"), in any case."""
        return self._titles.get(_key(text))

    def titled(self, words: Sequence[str]) -> tuple[Role, int] | None:
        """The title that ends right before a name, and how many words it takes ("former Lt. Gen." -> 2)."""
        for length in range(min(len(words), self.longest), 0, -1):
            role = self.title(" ".join(words[-length:]))
            if role:
                return role, length
        return None

    def keeps_out(self, lemma: str) -> bool:
        """Whether the noun turns the actor before it into no actor ("the rebels' stronghold", "Syria's border")."""
        return lemma.lower() in self._out


def _head_plural(name: str) -> str:
    """Plural of a phrase whose head stands before "of" or "for", or last."""
    for joint in (" of ", " for "):
        head, found, rest = name.partition(joint)
        if found:
            return plural_of(head) + joint + rest
    return plural_of(name)


def plural_of(lemma: str) -> str:
    """The regular English plural of the last word."""
    if lemma.endswith("man") and not lemma.endswith(("human", "german", "ottoman")):
        return lemma[:-3] + "men"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma if lemma.endswith(("forces", "troops", "defenses", "services", "marines")) else lemma + "es"
    return lemma + "s"


def _key(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").replace("-", " ").replace(".", "").split())


def _role(lemma: str, row: dict[str, str]) -> Role:
    return Role(
        id=_key(lemma),
        type=row["type"],
        sectors=tuple(row["sectors"].split()),
        office=row["office"] or None,
        collective=row["number"] in ("collective", "plural"),
        alone=row["alone"] == "yes",
        title=row["title"] == "yes",
    )


def _lines(path: Path, columns: tuple[str, ...] = ()) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if columns and tuple(reader.fieldnames or ()) != columns:
            raise CodebookError(f"{path}: a role table has the columns {', '.join(columns)}")
        rows = list(reader)
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise CodebookError(f"{path}:{number}: {row} has more or fewer cells than the header")
    return rows


@lru_cache(maxsize=4)
def roles(*folders: Path) -> Roles:
    """The role nouns of the codebook, with those of the folders over them; loaded once."""
    return Roles((DATA, *folders))
