"""Mentions of names, with the titles, roles and countries that their phrases say."""

from __future__ import annotations

from parley.codebook.roles import Role
from parley.codebook.words import context, noun_kind
from parley.coding.layers import Mention
from parley.coding.mentions.book import Book
from parley.coding.names import PLACES, Name
from parley.coding.phrases import head_of, phrase
from parley.coding.stands import stands_for
from parley.language.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
# Complements that belong to a person's title: "minister for the Middle East", "envoy to Syria".
TITLE_PREPOSITIONS = ("of", "for", "to")
_TITLE_JOINTS = frozenset({"flat", "appos", "nmod:desc", "compound", "flat:name", "nmod", "nmod:unmarked"})
# Kinds of actor whose name may be a plural: "Zapatista rebels".
_MANY = frozenset({"group", "people", "party"})


class Named:
    """One report's mentions in the making; `by_head` keeps one mention a head."""

    def __init__(self, tree: Tree, book: Book, found: list[Name], *, blind: bool) -> None:
        self.tree = tree
        self.book = book
        self.names = found
        self.blind = blind
        self.by_head: dict[int, Mention] = {}
        self.name_at: dict[int, Name] = {}
        self.roles_at: dict[int, tuple[Role | None, int]] = {}
        for name in found:
            for i in range(name.start, name.end):
                self.name_at[i] = name

    def named(self) -> None:
        """Every name, with its title and determiner; a name inside a larger phrase is a mention of its own."""
        for name in self.names:
            self.name(name)

    def name(self, name: Name) -> None:
        """One name."""
        tree = self.tree
        head = head_of(tree, name.start, name.end)
        if name.kind == "people":
            self._people(name, head)
            return
        role = None
        top = self._title_head(name, head)
        if top is not None:
            start, end = phrase(tree, top, TITLE_PREPOSITIONS)
            role = self.role(top)[0]
            head = top
        elif tree.dep[head] in ("compound", "amod", "flat", "nmod:desc") and tree.head[head] > name.end - 1:
            start, end = name.start, name.end
        else:
            start, end = phrase(tree, head)
        start, end = min(start, name.start), max(end, name.end)
        if name.kind == "person":
            start, role = self._title(start, name, role)
        type_ = name.kind
        country = self._country(start, name.start, name.start) if name.kind == "person" else None
        country = country or (name.actor.country if name.actor else name.country)
        if country is None and type_ != "location":
            country = self._country(start, end, head)
        if type_ == "location":
            type_ = stands_for(tree, name, head)
        actor = name.actor
        if role is None and actor is None and type_ == "organization":
            role = self._own_role(name)
        if name.alias == "capital" and type_ == "location":
            # The city itself; its state is where it lies.
            actor = None
        # "Ban Ki-moon" ends in lower case and is a name.
        hyphen = name.end - name.start > 2 and tree.words[name.end - 2] == "-"
        capital = tree.words[name.end - 3 if hyphen else name.end - 1][0].isupper()
        form = "name" if capital or tree.pos[head] == "PROPN" else "nominal"
        self._add(
            Mention(
                start,
                end,
                head,
                type_,
                form,
                actor,
                role,
                country,
                tree.tag[name.end - 1] in ("NNS", "NNPS") and (name.actor is None or name.actor.kind in _MANY),
                (name.start, name.end),
            )
        )

    def _own_role(self, name: Name) -> Role | None:
        """What a body that the codebook does not know calls itself: "the Norland Liberation Front"."""
        words = self.tree.lower[name.start : name.end]
        words = words[: next((k for k, word in enumerate(words) if k and word in ("of", "for")), len(words))]
        found = self.book.roles.within(words)
        if found is None or found[0].type != "organization":
            return None
        role, length = found
        # "Army" and "Front" alone are in the names of too many kinds of bodies.
        return role if length > 1 or words[-1] in context("telling_names") else None

    def _people(self, name: Name, head: int) -> None:
        """ "Syrian" as an adjective is a nationality; "Syrians" are people, "a Syrian" is a person."""
        tree = self.tree
        country = name.actor.country if name.actor else None
        if name.start and tree.lower[name.start - 1] in context("not_home"):
            country = None
        noun = tree.pos[head] in ("NOUN", "PROPN") and tree.dep[head] not in ("amod", "compound", "nmod:desc", "flat")
        if not noun and tree.dep[head] not in ("amod", "compound", "flat", "nmod:desc") and tree.pos[head] == "ADJ":
            noun = tree.dep[head] in SUBJECTS or tree.plain[head] in ("obj", "obl", "nmod")
        if not noun:
            self._add(
                Mention(
                    name.start,
                    name.end,
                    head,
                    "nationality",
                    "name",
                    name.actor,
                    None,
                    country,
                    False,
                    (name.start, name.end),
                )
            )
            return
        start, end = phrase(tree, head)
        plural = tree.tag[head] in ("NNS", "NNPS") or tree.lower[head].endswith(("s", "ese", "ish", "ch"))
        type_ = "organization" if plural else "person"
        self._add(
            Mention(
                min(start, name.start), max(end, name.end), head, type_, "nominal", name.actor, None, country, plural
            )
        )

    def _title_head(self, name: Name, head: int) -> int | None:
        """The title that the parser made the head of a person's name: "Foreign [Minister] Lavrov"."""
        tree = self.tree
        up = tree.head[head]
        if name.kind != "person" or up >= name.start or tree.dep[head] not in _TITLE_JOINTS or tree.case(head):
            return None
        between = range(up + 1, name.start)
        if any(tree.pos[i] == "PUNCT" or i in self.name_at for i in between) or len(between) > 4:
            return None
        known = tree.lower[up] in context("titles") or self.kind(up) == "person" or self.role(up)[0] is not None
        return up if known and up not in self.name_at else None

    def _title(self, start: int, name: Name, role: Role | None) -> tuple[int, Role | None]:
        """Where a person's phrase starts and the role that its title says."""
        tree = self.tree
        first = name.start
        while first > start or (
            first and tree.lower[first - 1] in context("titles") and tree.sent[first - 1] == tree.sent[name.start]
        ):
            if first - 1 in self.name_at and first <= start:
                break
            first -= 1
        if role is None:
            for i in range(name.start - 1, first - 1, -1):
                if i not in self.name_at and tree.pos[i] in ("NOUN", "PROPN"):
                    role = self.role(i)[0]
                    if role is not None:
                        break
        return min(first, start), role

    def role(self, i: int) -> tuple[Role | None, int]:
        """The codebook's role that the noun i heads, and the token it starts at: "foreign minister"."""
        known = self.roles_at.get(i)
        if known is None:
            known = self.roles_at[i] = self._role(i)
        return known

    def _role(self, i: int) -> tuple[Role | None, int]:
        tree, book, name_at = self.tree, self.book, self.name_at
        lower, word = tree.lower, tree.lower[i]
        if not book.may_be_role(word):
            return None, i
        a, b = tree.sents[tree.sent[i]]
        following = lower[i + 1] if i + 2 < b else ""
        if following == "-":
            found = book.role_of("".join(lower[i : i + 3]))
            if found is not None:
                return found, i
        elif following in ("of", "for"):
            for end in range(min(b, i + 5), i + 2, -1):
                found = book.role_of(" ".join(lower[i:end]))
                if found is not None:
                    return found, i
        for start in range(max(a, i - 3), i):
            if not book.may_be_role(lower[start]) or (start in name_at and i - start < 2):
                continue
            found = book.role_of(" ".join(lower[start : i + 1]))
            if found is not None:
                return found, start
        return book.role_of(word), i

    def kind(self, i: int) -> str | None:
        """What the noun i names, by the codebook's nouns."""
        tree = self.tree
        return noun_kind(tree.lower[i], tree.base[i])

    def _country(self, start: int, end: int, head: int) -> str | None:
        """The country that the words of a phrase say: nearest before the head, else after "of"."""
        found: str | None = None
        for i in (*range(head - 1, start - 1, -1), *range(head + 1, end)):
            name = self.name_at.get(i)
            if name is None or name.start > i:
                continue
            if name.actor is None and name.kind == "location":
                # "the Syrian Golan Heights", "Western Cambodia"
                found = found or name.country
            if name.actor is None or not name.actor.country:
                continue
            before = self.tree.lower[name.start - 1] if name.start else ""
            if before in context("not_home") or (
                before == "-" and self.tree.lower[name.start - 2] in context("not_home")
            ):
                # "ethnic Albanians", "anti-Syrian"
                continue
            if name.actor.kind in PLACES or name.alias == "capital":
                return name.actor.country
            found = found or name.actor.country
        return found

    def _add(self, mention: Mention) -> None:
        while mention.end - 1 > mention.head and self.tree.words[mention.end - 1].isspace():
            mention.end -= 1
        self.by_head.setdefault(mention.head, mention)

    def finish(self) -> list[Mention]:
        """The mentions in text order, the longer first where two start together."""
        seen: dict[int, Mention] = {id(m): m for m in self.by_head.values()}
        return sorted(seen.values(), key=lambda m: (m.start, -m.end, m.head))
