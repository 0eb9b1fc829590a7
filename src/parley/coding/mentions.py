"""Mentions: names, noun phrases that can act or be acted on, and the pronouns that stand for them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import compress
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.actors import Actors, actors
from parley.codebook.places import Gazetteer, gazetteer
from parley.codebook.roles import Role, Roles, roles
from parley.codebook.words import context, noun_kind, nouns, pronouns
from parley.coding.batches import Batched
from parley.coding.gazetted import with_places
from parley.coding.layers import Mention, layer, tree_of
from parley.coding.names import PLACES, Name, names
from parley.coding.phrases import head_of, phrase
from parley.coding.stands import stands_for
from parley.language.tree import Tree

if TYPE_CHECKING:
    from parley.model import Report

# Places of a noun in its clause where somebody or something can be meant.
ARGUMENTS = frozenset(
    {
        *("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "vocative", "dislocated"),
        *("parataxis", "xcomp", "ccomp", "advcl", "list", "orphan", "acl", "dep"),
    }
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
TITLE_JOINTS = frozenset({"flat", "appos", "nmod:desc", "compound", "flat:name", "nmod", "nmod:unmarked"})
TYPE_OF_NOUN = {
    "group": "organization",
    "place": "location",
    "vehicle": "vehicle",
    "platform": "platform",
    "weapon": "weapon",
}
# Of persons' nouns before another noun only these act in it: "police raid", "rebel attack", not "refugee crisis".
ACTING = frozenset({"REB", "UAF", "SEP", "INS", "MIL", "COP", "OPP", "GOV", "SPY", "CRM"})
ARMED = frozenset({"REB", "UAF", "SEP", "INS"})
# Kinds of actor whose name may be a plural: "Zapatista rebels".
MANY = frozenset({"group", "people", "party"})
_PROPER = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Parts of speech of what can stand for somebody or something by itself. A determiner that can is a pronoun's word.
STANDING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
OTHERS = frozenset({"others", "both"})
# Prepositions before a bare noun that tells a state and nobody.
STATES = frozenset({"in", "into"})
# Complements that belong to a person's title: "minister for the Middle East", "envoy to Syria".
TITLE_PREPOSITIONS = ("of", "for", "to")
POSSESSIVES = frozenset({"nmod:poss"})


class Mentions(Batched):
    """The component. Requires the parse and passages; reads entities if the pipeline has a recognizer."""

    def __init__(self, actor_book: Actors, role_book: Roles, place_book: Gazetteer | None = None) -> None:
        self.actors = actor_book
        self.places = place_book or gazetteer()
        self.roles = role_book
        self.role_of = lru_cache(maxsize=20_000)(role_book.of)
        self.may_be_role = lru_cache(maxsize=20_000)(role_book.opens_or_closes)
        self.is_dull = lru_cache(maxsize=20_000)(self._is_dull)
        self.nouns = nouns()
        self.pronouns = pronouns()
        self.others = frozenset({*self.pronouns, *OTHERS})

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        report: Report | None = layer(doc, "parley_report")
        skip = [False] * len(tree)
        byline = [False] * len(tree)
        for passage in layer(doc, "parley_passages") or ():
            if passage.kind in ("furniture", "byline"):
                marks = skip if passage.kind == "furniture" else byline
                marks[passage.start : passage.end] = [True] * (passage.end - passage.start)
        found = names(doc, tree, self.actors, report.published if report else None, skip)
        found = [n for n in found if not self._is_role(tree, n)]
        found = with_places(found, tree, self.places, skip)
        finder = _Finder(tree, self, found, blind=not doc.has_annotation("ENT_IOB"))
        finder.named()
        standing = map(
            or_,
            map(STANDING.__contains__, tree.pos),
            map(or_, map(NOUN_TAGS.__contains__, tree.tag), map(self.others.__contains__, tree.lower)),
        )
        for i in compress(range(len(skip)), standing):
            if i not in finder.by_head and not skip[i] and not byline[i]:
                finder.common(i)
        doc._.parley_mentions = finder.finish()
        return doc

    def _is_role(self, tree: Tree, name: Name) -> bool:
        """Whether what may be anybody's name ("Congress", "the North") is a common word: the report tells whose it is."""
        if name.actor is not None or name.alias != "weak" or name.end - name.start > 1:
            return False
        return any(c[0].kind in ("organ", "state") for c in name.candidates)

    def _is_dull(self, word: str, lemma: str) -> bool:
        """Whether a common noun of this form and lemma, in lower case, stands for nobody and nothing wherever it is."""
        return not (
            self.may_be_role(word)
            or noun_kind(word, lemma) is not None
            or not self.nouns.partitive.isdisjoint((word, lemma))
            or word in _CROWDS
        )


class _Finder:
    """One report's mentions in the making; `by_head` keeps one mention a head."""

    def __init__(self, tree: Tree, book: Mentions, found: list[Name], *, blind: bool) -> None:
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
        capital = tree.words[name.start if name.kind == "person" else name.end - 1][0].isupper()
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
                tree.tag[name.end - 1] in ("NNS", "NNPS") and (name.actor is None or name.actor.kind in MANY),
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
        if name.kind != "person" or up >= name.start or tree.dep[head] not in TITLE_JOINTS or tree.case(head):
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

    def common(self, i: int) -> None:
        """A noun, numeral or pronoun that stands for somebody or something, if token i is one."""
        tree = self.tree
        pos = tree.pos[i]
        if i in self.by_head:
            return
        word = tree.lower[i]
        if word in ("one", "another") and ["one", "another"] in (tree.lower[i : i + 2], tree.lower[i - 1 : i + 1]):
            return
        if (pos in ("NOUN", "PROPN") and word not in OTHERS) or (word == "mine" and tree.child(i, "det") is not None):
            if i not in self.name_at:
                self._noun(i)
            return
        if (
            pos in ("PRON", "DET")
            or word in OTHERS
            or (word in self.book.pronouns and pos not in ("SCONJ", "ADP", "CCONJ", "VERB", "AUX"))
        ):
            self._pronoun(i, word)
            return
        if i in self.name_at:
            return
        if tree.tag[i] in NOUN_TAGS:
            self._noun(i)
        elif pos == "ADJ" and tree.dep[i] == "amod":
            self._adjective(i)
        elif pos == "ADJ" and word in self.book.nouns.adjectival:
            if any(tree.lower[k] == "the" for k in tree.kids[i]) and tree.plain[i] in ARGUMENTS:
                start, end = phrase(tree, i)
                self._add(
                    Mention(
                        start,
                        end,
                        i,
                        "organization",
                        "nominal",
                        None,
                        self.role(i)[0],
                        self._country(start, end, i),
                        True,
                    )
                )
        elif pos == "NUM" and tree.dep[i] in SUBJECTS | {"obj"}:
            self._numeral(i)

    def _noun(self, i: int) -> None:
        tree = self.tree
        if i + 2 < len(tree) and tree.lower[i + 1] == "-" and tree.end(i) == tree.start[i + 1]:
            # "head-on collision" is no head, "secretary-general" is one word.
            whole = self.book.role_of("".join(tree.lower[i : i + 3]))
            head = i + 2 if tree.head[i] == i + 2 else i
            if whole is not None and head not in self.by_head:
                self.roles_at[head] = (whole, i)
                self._nominal(head)
            return
        if i > 1 and tree.lower[i - 1] == "-" and i - 2 in self.by_head and tree.end(i - 1) == tree.start[i]:
            return
        if not self.book.is_dull(tree.lower[i], tree.base[i]) or (tree.tag[i] in _PROPER and self._may_be_unseen(i)):
            self._nominal(i)

    def _nominal(self, i: int) -> None:
        tree = self.tree
        dep = tree.dep[i]
        modifier = dep in ("compound", "nmod:desc", "amod", "flat")
        if not modifier and tree.plain[i] not in ARGUMENTS and dep not in POSSESSIVES:
            return
        if dep in ("obl:unmarked", "nmod:unmarked") and self.kind(i) is None:
            return
        if i and tree.lower[i - 1] in STATES and tree.tag[i] == "NN":
            alone = self.book.role_of(tree.lower[i])
            if alone is not None and alone.type == "person":
                # "a group in exile"
                return
        measured = None
        if tree.base[i] in self.book.nouns.partitive or tree.lower[i] in self.book.nouns.partitive:
            measured = next((k for k in tree.kids[i] if k > i and tree.dep[k] == "nmod" and tree.case(k) == "of"), None)
        source = i if measured is None else measured
        if measured is not None and (measured in self.name_at or tree.pos[measured] == "PRON"):
            measured = None
        role, _ = self.role(source)
        if role is None and tree.tag[i] in ("NNP", "NNPS") and not modifier and self.kind(i) is None:
            if self._may_be_unseen(i):
                self._unseen(i)
            return
        if (
            role is not None
            and tree.lower[source] in context("kin")
            and any(tree.dep[k] == "nmod:poss" for k in tree.kids[source])
        ):
            # "his father" is no priest.
            role = None
        kind = self.kind(source)
        if tree.lower[i] in context("never_alone") and not any(tree.dep[k] != "case" for k in tree.kids[i] if k < i):
            return
        if self._undertaking(i, modifier):
            return
        if kind == "group" and role is not None and role.type == "person" and tree.lower[source] != "guard":
            # A family is no person, though each of them has the role.
            role = replace(role, type="organization")
        if role is None and kind is None:
            if tree.lower[i] in _CROWDS and dep in SUBJECTS | {"obj"}:
                kind = "group"
            else:
                return
        if modifier:
            # "police raid": a modifier acts only where what it modifies is no actor or thing itself; "government
            # spokesman" names the body with who speaks for it.
            up = tree.head[i]
            if (
                role is None
                or not role.alone
                or tree.lower[i] in context("of_a_kind")
                or (role.type == "person" and not ACTING & set(role.sectors))
                or (kind is not None and kind not in ("person", "group"))
                or (self._is_something(up) and not (role.collective and self._is_staff(up)))
            ):
                return
            start, _ = phrase(tree, i)
            end = i + 1
        else:
            start, end = phrase(tree, i, TITLE_PREPOSITIONS if role is not None and role.type == "person" else ("of",))
        plural = (
            tree.tag[source] in ("NNS", "NNPS")
            or (source != i)
            or tree.lower[source] in ("police", "people", "personnel")
        )
        if role is not None:
            type_ = role.type
        elif kind == "person":
            type_ = "person"
        else:
            type_ = TYPE_OF_NOUN[kind or "group"]
        if type_ == "person" and (plural or modifier):
            type_ = "organization"
        mention = Mention(start, end, i, type_, "nominal", None, role, self._country(start, end, i), plural)
        self._add(mention)
        if measured is not None:
            self.by_head.setdefault(measured, mention)

    def _may_be_unseen(self, i: int) -> bool:
        """Whether a name may be here that nobody saw: a recognizer is mostly right, but for acronyms."""
        word = self.tree.words[i]
        return self.blind or (word.isupper() and len(word) > 2)

    def _unseen(self, i: int) -> None:
        """A name that neither the codebook nor the recognizer knows: words with capitals in a place of their own."""
        tree = self.tree
        start = i
        while start and tree.head[start - 1] == i and tree.tag[start - 1] == "NNP" and start - 1 not in self.name_at:
            start -= 1
        end = i + 1
        while end < len(tree) and tree.dep[end] == "flat" and tree.head[end] == i and end not in self.name_at:
            end += 1
        words = tree.words[start:end]
        if not all(w[0].isupper() and len(w) > 1 for w in words) or not context("calendar").isdisjoint(
            tree.lower[start:end]
        ):
            return
        if start == tree.sents[tree.sent[i]][0] and end - start == 1 and not words[0].isupper():
            # A capital at the start of a sentence says nothing.
            return
        name = Name(start, end, self._guess(start, i))
        for k in range(start, end):
            self.name_at[k] = name
        self.name(name)

    def _guess(self, start: int, head: int) -> str:
        tree = self.tree
        before = tree.lower[start - 1] if start else ""
        if before in context("titles") and before != "the":
            return "person"
        if before != "the" and not tree.words[head].isupper() and tree.case(head) in context("place_prepositions"):
            return "location"
        return "organization"

    def _adjective(self, i: int) -> None:
        """ "Insurgent attack": an adjective that is also a role's noun acts where the noun it modifies does not."""
        role = self.role(i)[0]
        if (
            role is not None
            and self.tree.lower[i] not in context("of_a_kind")
            and role.type == "person"
            and ARMED & set(role.sectors)
            and not self._is_something(self.tree.head[i])
        ):
            self._add(Mention(i, i + 1, i, "organization", "nominal", None, role, None, True))

    def _undertaking(self, i: int, modifier: bool) -> bool:
        """ "The campaign", "a political settlement", "our position": no group and no place."""
        tree = self.tree
        if modifier or tree.tag[i] not in ("NN", "NNS"):
            return False
        word = tree.lower[i]
        undertaking = word in context("undertakings")
        if not undertaking and word not in _GROUNDS:
            return False
        apart = any(tree.lower[k] in context("no_place") for k in tree.kids[i] if k < i)
        if undertaking:
            return apart or word not in ("settlement", "position") or tree.tag[i] == "NN"
        return apart and self.kind(i) == "place"

    def _is_something(self, i: int) -> bool:
        return i in self.name_at or (
            self.tree.pos[i] in ("NOUN", "PROPN") and (self.kind(i) is not None or self.role(i)[0] is not None)
        )

    def _is_staff(self, i: int) -> bool:
        """Whether the noun or name at i is a person, who may have a body before the title ("army General X")."""
        if i in self.name_at:
            return self.name_at[i].kind == "person"
        role = self.role(i)[0]
        return role is not None and role.type == "person"

    def _numeral(self, i: int) -> None:
        """ "Two were killed"."""
        tree = self.tree
        word = tree.lower[i]
        if (
            (len(word) == 4 and word.isdigit())
            or "%" in word
            or any(tree.lower[k] in ("%", "$", "percent") for k in tree.kids[i])
        ):
            return
        if tree.dep[i] == "obj" and not any(tree.dep[k] == "nmod" for k in tree.kids[i]):
            return
        start, end = phrase(tree, i)
        plural = word not in ("one", "1")
        self._add(Mention(start, end, i, "organization" if plural else "person", "nominal", plural=plural))

    def _pronoun(self, i: int, word: str) -> None:
        tree = self.tree
        what = self.book.pronouns.get(word)
        dep = tree.dep[i]
        if what is None or dep in ("expl", "det", "det:predet", "cc:preconj", "mark", "advmod", "discourse", "amod"):
            return
        if word in ("that", "which") and not any(
            tree.dep[k] in ("acl:relcl", "advcl:relcl") for k in (tree.head[i], *tree.ancestors(tree.head[i]))
        ):
            return
        if word == "it" and _empty_it(tree, i):
            return
        if what.kind == "group":
            if tree.plain[i] not in ARGUMENTS or tree.dep[i] == "nmod:poss":
                return
            of = next((k for k in tree.kids[i] if k > i and tree.dep[k] == "nmod" and tree.case(k) == "of"), None)
            if of is not None and not (self._is_something(of) or tree.pos[of] == "PRON"):
                # "one of the biggest disputes"
                return
            start, end = phrase(tree, i)
        else:
            start, end = i, i + 1
        self._add(Mention(start, end, i, what.type, "pronoun", plural=what.number == "p"))

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


_GROUNDS = frozenset({"settlement", "settlements", "market", "markets", "position", "positions"})
_CROWDS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions", "tens"})


def _empty_it(tree: Tree, i: int) -> bool:
    """ "It is clear that", "it took a year to": an it that stands for a clause to come, or for nothing."""
    verb = tree.head[i]
    if tree.dep[i] not in SUBJECTS or tree.lower[verb] in context("disposed"):
        return False
    if any(tree.dep[k] in ("csubj", "csubj:outer") or tree.dep[k] == "expl" for k in tree.kids[verb]):
        return True
    copula = any(tree.dep[k] == "cop" for k in tree.kids[verb])
    clause = any(
        k > verb and tree.dep[k] in ("ccomp", "xcomp", "advcl", "acl:relcl") and tree.pos[k] in ("VERB", "AUX")
        for k in tree.kids[verb]
    )
    return copula and clause and tree.pos[verb] in ("ADJ", "NOUN")


@Language.factory(
    "parley_mentions",
    default_config={"codebook": None},
    requires=["token.dep", "token.tag", "doc._.parley_passages"],
    assigns=["doc._.parley_mentions"],
)
def make_mentions(nlp: Language, name: str, *, codebook: str | None) -> Mentions:
    """Registered as `parley_mentions`.

    Args:
        codebook: folder that extends the shipped codebook, or None.
    """
    folders = (Path(codebook),) if codebook else ()
    return Mentions(actors(*folders), roles(*folders), gazetteer(*folders))
