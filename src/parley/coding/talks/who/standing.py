"""What the entities of a report are by the words for them: who may sit at a table, who is called by a name."""

from __future__ import annotations

from parley.coding.layers import Entities, Entity, Mention
from parley.coding.numbers import read
from parley.coding.talks.who.serving import FOES
from parley.coding.talks.words import Words
from parley.language.tree import FINITE, Tree

# Sectors that sit at a table; others (media, police, civilians, courts) do not.
_TABLE = frozenset({"GOV", "REB", "OPP", "UAF", "SEP", "INS", "RAD", "PTY", "IMG", "ELI", "MIL", "PAR", "LEG"})
_AWAY = frozenset({"MED", "COP", "JUD", "NGO", "CVL", "BUS", "EDU", "HLH", "REF", "CRM", "LAB"})
ARMED = FOES - {"OPP", "IMG"}
# Of these, those who bring no others together.
_FIGHTS = ARMED - {"RAD"}
# Sectors away from the table whose people are asked to mediate.
_HELPING = frozenset({"JUD", "NGO", "CVL", "EDU", "BUS", "LAB", "REL"})
_PARTISAN = frozenset({"PTY", "OPP", "ELI"})
_NEW = frozenset({"a", "an"})
# Letters by which the name of a people is known in that of its group.
_STEM = 5


class Standing:
    """What the entities of one report are."""

    def __init__(self, tree: Tree, words: Words, mentions: list[Mention], entities: Entities) -> None:
        self.tree, self.words, self.mentions, self.entities = tree, words, mentions, entities
        # The entity of the dateline, where the report speaks of it nowhere else.
        self.dateline: int | None = None
        # The mention of the dateline, in which no town stands for anybody.
        self.dated: int | None = None
        # The shortest mention around a token, and the longest that starts at one.
        self.inside: dict[int, int] = {}
        for n, m in sorted(enumerate(mentions), key=lambda e: e[1].start - e[1].end):
            for t in range(m.start, m.end):
                self.inside[t] = n
        self._longest = {m.start: n for n, m in sorted(enumerate(mentions), key=lambda e: e[1].end)}

    def entity(self, e: int) -> Entity:
        return self.entities.entities[e]

    def _in_line(self, token: int) -> list[int]:
        """The heads of the names in a row with a subject right before a verb ("Ann Roe, Jan Poe and the front signed"),
        whatever the parse makes of them."""
        tree = self.tree
        n = self.entities.at.get(token)
        if n is None or tree.plain[token] != "nsubj":
            return []
        found: list[int] = []
        own = {self.entities.of.get(n)}
        k, joined = self.mentions[n].end, False
        while k + 1 < len(tree) and tree.lower[k] in (",", "and") and not joined:
            joined = tree.lower[k] == "and"
            k += 2 if tree.lower[k : k + 2] == [",", "and"] else 1
            joined = joined or tree.lower[k - 1] == "and"
            n = self._longest.get(k)
            if n is None:
                return []
            e, m = self.entities.of.get(n), self.mentions[n]
            if e not in own:
                found.append(m.head)
            own.add(e)
            k = m.end
        ends = k < len(tree) and tree.tag[k] in FINITE
        return found if joined and ends else []

    def _called_after(self, n: int, token: int) -> int | None:
        """ "led by the union's representative, Ann Roe.": the person whose name only a comma parts from a title, and
        after whom no other follows, whatever the parse."""
        tree, end = self.tree, self.mentions[n].end
        if self.mentions[n].type != "person" or tree.tag[token] != "NN" or tree.words[end : end + 1] != [","]:
            return None
        name = self._longest.get(end + 1)
        if name is None or self.mentions[name].form != "name" or self.mentions[name].type != "person":
            return None
        after = self.mentions[name].end
        ends = after >= len(tree) or tree.words[after] in (",", ".", ";") or tree.tag[after] in FINITE
        listed = tree.lower[after : after + 2] == [",", "and"] or tree.lower[after : after + 1] == ["and"]
        return self.entities.of.get(name) if ends and not listed else None

    def _named_at(self, token: int) -> int | None:
        """The name of which the token is the head to this parse, and another word to whoever found the name."""
        n = self.inside.get(token)
        if n is None or self.tree.pos[token] != "PROPN" or self.mentions[n].form != "name":
            return None
        return n if self.tree.head[self.mentions[n].head] == token else None

    def is_mediating(self, noun: int) -> bool:
        """Whether the words before a noun call it a body of mediators ("the mediating commission")."""
        tree = self.tree
        kin = tree.children(noun, "amod", "compound", "acl")
        return tree.pos[noun] == "NOUN" and any({tree.base[k], tree.lower[k]} & self.words.mediatory for k in kin)

    def _mediates(self, e: int) -> bool:
        return any(self.is_mediating(self.mentions[n].head) for n in self.entity(e).mentions)

    def _is_state(self, e: int) -> bool:
        entity = self.entity(e)
        return entity.type != "person" and entity.country is not None and entity.code == entity.country

    def can_stand(self, e: int) -> bool:
        """Whether the entity may be a party or a mediator at all."""
        if e == self.dateline:
            return False
        entity = self.entity(e)
        sectors = set(entity.sectors)
        if self._is_text(entity) or self._is_thing(entity):
            return False
        if (
            sectors & _AWAY
            and not sectors & _TABLE
            and not self.stands_for_many(e)
            and not (self._people(entity) or self._namesake(e) is not None)
        ):
            return False
        if entity.type == "location":
            # A land, or a part of one that has broken away.
            return entity.country is not None and (entity.code == entity.country or bool(sectors & FOES))
        if self.stands_for_many(e):
            return True
        if entity.code or entity.actor or any(self.mentions[n].form == "name" for n in entity.mentions):
            return True
        return entity.type == "organization" and any(self._capital(n) for n in entity.mentions)

    def stands_for_many(self, e: int) -> bool:
        """Whether the words mean the leaders of people whom no body speaks for ("indigenous leaders")."""
        return any(self.heads_many(self.mentions[n].head) for n in self.entity(e).mentions)

    def heads_many(self, head: int) -> bool:
        """Whether a noun is that of such leaders."""
        tree, words = self.tree, self.words
        led = tree.tag[head] == "NNS" and tree.base[head] in words.spokesmen
        return led and any(tree.lower[k] in words.constituencies for k in tree.children(head, "amod", "compound"))

    def _is_text(self, entity: Entity) -> bool:
        """Whether the name is that of a text ("the Black Sea Initiative")."""
        heads = {self.tree.base[self.mentions[n].head] for n in entity.mentions if self.mentions[n].form == "name"}
        return bool(heads & (self.words.authored | self.words.agreements))

    def _is_thing(self, entity: Entity) -> bool:
        """Whether the words mean a house, an office or a deed rather than its people ("a Doha hotel", "a revolt")."""
        if entity.actor is not None:
            return False
        heads = [self.mentions[n].head for n in entity.mentions if self.mentions[n].form != "pronoun"]
        return bool(heads) and all({self.tree.base[h], self.tree.lower[h]} & self.words.things for h in heads)

    def can_help(self, e: int) -> bool:
        """Whether the entity may mediate: who may sit there, and jurists, clergy and lay bodies that have a name."""
        sectors = set(self.entity(e).sectors)
        if sectors & _FIGHTS:
            # Who fights brings no others together.
            return False
        away = sectors & _HELPING
        return self.can_stand(e) or bool(away and (self.called(e) or self.holds_name(e)))

    def _capital(self, n: int) -> bool:
        """Whether a word with a capital stands in the mention before its head ("European governments")."""
        m = self.mentions[n]
        return any(
            self.tree.words[t][:1].isupper() and self.tree.pos[t] in ("ADJ", "PROPN") for t in range(m.start, m.head)
        )

    def called(self, e: int) -> bool:
        """Whether a name of the entity stands in the report."""
        named = (self.mentions[n] for n in self.entity(e).mentions if self.mentions[n].form == "name")
        tree, nobody = self.tree, self.words.nobody
        return any(
            (tree.pos[m.head] == "PROPN" or _initials(tree.words[m.head]) or self._behind_a_title(m))
            # "the Liberal Party" and "the Party of Labour" are names, "the Party" is none.
            and (
                tree.base[m.head] not in nobody
                or any(tree.pos[t] == "PROPN" for t in range(m.start, m.end) if t != m.head)
            )
            for m in named
        )

    def _behind_a_title(self, m: Mention) -> bool:
        """ "the Swiss diplomat Ann Roe": the name that parsers hang on the title."""
        after = range(m.head + 1, m.end)
        return m.type == "person" and self.tree.tag[m.head] == "NN" and any(self.tree.pos[t] == "PROPN" for t in after)

    def counted(self, e: int) -> bool:
        """Whether the entity is a number of groups ("fourteen armed groups", "the political parties"), which no single
        name stands for."""
        spans = [self.mentions[n] for n in self.entity(e).mentions if self.mentions[n].plural]
        return any(
            self.tree.base[m.head] == "party" or any(self.tree.dep[k] == "nummod" for k in self.tree.kids[m.head])
            for m in spans
        )

    def is_bare_government(self, e: int) -> bool:
        """Whether the words say "the government" and not whose it is."""
        entity = self.entity(e)
        heads = [self.mentions[n].head for n in entity.mentions if self.mentions[n].form == "nominal"]
        return self._is_bare(e) and any(self.tree.base[h] == "government" for h in heads)

    def _is_bare(self, e: int) -> bool:
        """Whether no word for a body of a state says whose it is."""
        entity = self.entity(e)
        if entity.type != "organization" or "GOV" not in entity.sectors or self.called(e) or self.holds_name(e):
            return False
        return all(self.mentions[n].country is None for n in entity.mentions)

    def _foes_home(self) -> str | None:
        """The one land in which the groups in arms that the report names are at home."""
        groups = (e for k, e in enumerate(self.entities.entities) if e.type == "organization" and self.called(k))
        homes = {e.country for e in groups if not ARMED.isdisjoint(e.sectors)}
        return homes.pop() if len(homes) == 1 else None

    def holds_name(self, e: int) -> bool:
        """Whether a name stands in the words for the entity ("rebels of the front")."""
        return any(self.holds(n) for n in self.entity(e).mentions)

    def holds(self, n: int) -> bool:
        """Whether a proper noun stands in the mention."""
        return any(self.tree.pos[t] == "PROPN" for t in range(self.mentions[n].start, self.mentions[n].end))

    def _people(self, entity: Entity) -> bool:
        """Whether the entity is a people by its bare name ("the Serbs"), which stands for its leaders."""
        if entity.actor is not None and entity.actor.kind == "people" and entity.type == "person":
            return any(self._bare(n) for n in entity.mentions)
        return (
            any(
                self.mentions[n].end - self.mentions[n].head == 1 and self.tree.pos[self.mentions[n].head] == "PROPN"
                for n in entity.mentions
            )
            and entity.type == "organization"
        )

    def _bare(self, n: int) -> bool:
        """Whether the name of a people stands alone, and not before another noun."""
        m = self.mentions[n]
        return m.form != "pronoun" and self.tree.plain[m.head] in ("nsubj", "obj", "obl", "conj", "nmod", "iobj")

    def fights(self, e: int) -> bool:
        """Whether the entity bears arms against a state, or is called a front and nothing else is known of it."""
        entity = self.entity(e)
        if set(entity.sectors) & ARMED:
            return True
        unknown = entity.type == "organization" and entity.code is None
        return unknown and any(self.tree.lower[self.mentions[n].head] == "front" for n in entity.mentions)

    def described(self, e: int) -> int:
        """How many groups the words for armed ones, or for parliaments, say that there are, 0 where they have a name or
        no number."""
        entity = self.entity(e)
        if self._in_arms(e) or self._unnamed_opposition(e):
            return 1
        houses = "LEG" in entity.sectors
        if entity.type != "organization" or self.called(e) or entity.actor is not None:
            return 0
        if not (self.fights(e) or houses):
            return 0
        heads = [self.mentions[n] for n in entity.mentions if self.mentions[n].form == "nominal"]
        counts = [read(self.tree.lower, k) for m in heads for k in self.tree.children(m.head, "nummod")]
        if counts:
            return int(counts[0][0]) if counts[0] is not None else 0
        many = self.words.foes | self.words.counterparts
        return 0 if houses or any(m.plural and self.tree.base[m.head] not in many for m in heads) else 1

    def name_of(self, e: int) -> int | None:
        """The one group whose name has the noun by which a new one is called ("an opposition alliance", "the Alliance
        for the Coast")."""
        entity = self.entity(e)
        if entity.type != "organization" or self.called(e) or entity.actor is not None or self.holds_name(e):
            return None
        heads = [self.mentions[n].head for n in entity.mentions if self.mentions[n].form == "nominal"]
        new = [
            h for h in heads if self.tree.tag[h] == "NN" and any(self.tree.lower[k] in _NEW for k in self.tree.kids[h])
        ]
        if not new:
            return None
        noun = self.tree.base[new[0]]
        found = [
            k
            for k, other in enumerate(self.entities.entities)
            if other.type == "organization"
            and self.called(k)
            and noun in other.name.lower().split()
            and other.country in (None, entity.country)
        ]
        return found[0] if len(found) == 1 else None

    def partisans(self, found: list[int]) -> bool:
        """Whether all are political parties or their people."""
        return all(not _PARTISAN.isdisjoint(self.entity(e).sectors) for e in found)

    def _unnamed_opposition(self, e: int) -> bool:
        entity = self.entity(e)
        return entity.type == "organization" and "OPP" in entity.sectors and not self.called(e) and entity.actor is None

    def _in_arms(self, e: int) -> bool:
        """Whether those of a people who bear arms ("Tuareg rebels") have been taken for the people."""
        heads = (self.mentions[n].head for n in self.entity(e).mentions if self.mentions[n].form != "pronoun")
        return "CVL" in self.entity(e).sectors and any(self.tree.base[h] in self.words.foes for h in heads)

    def of_kind(self, e: int) -> list[int]:
        """The named groups that are of the sectors of a described one, and of no other country."""
        entity = self.entity(e)
        # Only the words tell where they are at home: else it may be no more than the place that the report tells of.
        home = next((self.mentions[n].country for n in entity.mentions if self.mentions[n].country), None)
        kinds = ARMED if self._in_arms(e) else set(entity.sectors) & (ARMED | {"OPP", "LEG"})
        alike = [
            n
            for n, other in enumerate(self.entities.entities)
            if other.type == "organization"
            and (self.called(n) or (self.holds_name(n) and self.can_stand(n)))
            and set(other.sectors) & kinds
            # A house of representatives is taken for that of another land.
            and (not home or not other.country or home == other.country or "LEG" in kinds)
        ]
        # "the northern rebels of the front", where the report says no more of the front.
        return [n for n in alike if self.called(n)] or alike

    def trade(self, seated: list[int], spoke: set[int]) -> bool:
        """Whether firms deal with firms, or with those of whom nothing is known: no matter of states and peoples.

        Args:
            seated: the parties.
            spoke: who takes a position, EVERYONE among them.
        """
        others = [e for e in spoke if e >= 0 and e not in seated]
        sectors = [set(self.entity(e).sectors) for e in (*seated, *others)]
        # "Kenya Airways" bears the name of a land, and is none.
        unknown = [e for e in seated if self.called(e) and self.entity(e).actor is None]
        lands = any(self.entity(e).country and not self.entity(e).sectors for e in seated if e not in unknown)
        return len(seated) > 1 and any("BUS" in s for s in sectors) and all(s <= {"BUS"} for s in sectors) and not lands

    def is_international(self, e: int) -> bool:
        """Whether the entity is an organization of states."""
        entity = self.entity(e)
        if entity.name.lower() in self.words.international:
            return True
        return (entity.code or "").startswith("IGO") or (entity.actor is not None and entity.actor.kind == "igo")

    def is_worldwide(self, e: int) -> bool:
        """Whether the entity is the United Nations or a part of it."""
        return (self.entity(e).code or "").startswith("IGOUNO")

    def state(self, country: str) -> int | None:
        """The entity of the state itself, None where the report does not name it."""
        named = [
            n for n, e in enumerate(self.entities.entities) if country and e.code == country and e.type != "person"
        ]
        # A town stands for its state nowhere less than in the dateline.
        place = None if self.dated is None else self.entities.of.get(self.dated)
        lands = [n for n in named if self.entity(n).type != "location" or (n != place and self.called(n))]
        return next((n for n in lands if self.entity(n).type == "organization"), lands[0] if lands else None)

    def _namesake(self, e: int) -> int | None:
        """The group in arms that bears the name of a people ("the Kachins" of the Kachin Independence Organisation)."""
        name = self.entity(e).name.lower()
        if not self.is_people(e) or len(name) < _STEM or set(self.entity(e).sectors) & FOES:
            return None
        return next(
            (
                n
                for n, other in enumerate(self.entities.entities)
                if n != e
                and other.type == "organization"
                and set(other.sectors) & FOES
                and any(word[:_STEM] == name[:_STEM] for word in other.name.lower().split())
            ),
            None,
        )

    def is_envoy(self, e: int) -> bool:
        """Whether the words call somebody an envoy or ambassador."""
        spans = (self.mentions[n] for n in self.entity(e).mentions)
        return any(self.tree.base[t] in self.words.sent for m in spans for t in range(m.start, m.end))

    def is_nation(self, e: int) -> bool:
        """Whether the words are those for the people of a land ("the Peruvians")."""
        spans = [self.mentions[n] for n in self.entity(e).mentions if self.mentions[n].form != "pronoun"]
        return bool(spans) and all(self.tree.tag[m.head] == "NNPS" and m.start >= m.head - 1 for m in spans)

    def is_sent(self, e: int) -> bool:
        """Whether the words call somebody one whom a government sends ("the chief negotiator", no prime minister)."""
        tree = self.tree
        spans = (self.mentions[n] for n in self.entity(e).mentions)
        held = (t for m in spans for t in range(m.start, m.end) if tree.base[t] in self.words.delegates)
        return any(tree.lower[t - 1] != "prime" for t in held)

    def untitled(self, e: int) -> bool:
        """Whether the report gives somebody no office of his own, so that he is known as one of his government."""
        spans = [self.mentions[n] for n in self.entity(e).mentions]
        held = {self.tree.base[t] for m in spans for t in range(m.start, m.end)}
        return self.entity(e).type == "person" and held.isdisjoint(self.words.rulers)

    def is_people(self, e: int) -> bool:
        """Whether the entity is a people by its bare name ("the Kachins")."""
        heads = [self.mentions[n].head for n in self.entity(e).mentions if self.mentions[n].form == "name"]
        return bool(heads) and all(self.tree.tag[h] == "NNPS" and self.tree.left[h] >= h - 1 for h in heads)


def _initials(word: str) -> bool:
    """Whether a word is a name by its letters, whatever the tagger says."""
    return len(word) > 2 and word.isupper()
