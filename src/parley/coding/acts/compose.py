"""Acts compose: a base act bound to its sides, and the operators that act on it.

"refused to negotiate" = refuse(negotiate) -> REJECT meet. What each operator makes of each kind of act stands in the
codebook's operations table; here is only the walk over the parse.
"""

from __future__ import annotations

from collections.abc import Container

from parley.codebook.acts import Acts, Entry
from parley.coding.acts.attach import heads_main_clause
from parley.coding.acts.predicates import Predicates, is_actor
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.slots import SlotReader, Slots
from parley.coding.acts.status import OBLIGATION, modal, negated, status_of, volitional, with_condition
from parley.coding.layers import Entities, Mention
from parley.language.tree import Tree

# Operators that keep the inner act whole.
_KEEPING = "same"
_DEPTH = 6


class Composer:
    """Proposals of one Doc.

    Args:
        tree: the parse.
        acts: the codebook's acts.
        mentions, entities: the layers of those names.
        keep_weak: propose what an entry marked weak asks for in vain too, for a decider to weigh.
    """

    def __init__(
        self, tree: Tree, acts: Acts, mentions: list[Mention], entities: Entities, *, keep_weak: bool = False
    ) -> None:
        self.tree, self.acts, self.mentions, self.entities = tree, acts, mentions, entities
        self.keep_weak = keep_weak
        self.slots = SlotReader(tree, self._control, acts.adjectives)
        self.predicates = Predicates(tree, acts, self.slots, mentions, entities)
        self._values: dict[int, Proposal | None] = {}
        self._consumed: set[int] = set()

    def sentence(self, start: int, end: int) -> list[Proposal]:
        """The proposals of tokens [start, end), outermost only, in text order."""
        return self.sentences([(start, end)])[0]

    def sentences(self, spans: list[tuple[int, int]]) -> list[list[Proposal]]:
        """The proposals of each of some token ranges, outermost only, in text order.

        One kind of work is done for all of them before the next begins: an interpreter is quickest at what it just did.
        """
        depth = self.tree.depth
        found = [self.predicates.among(start, end) for start, end in spans]
        for predicates in found:
            # Outer predicates first, so that what they take in is known before it is asked for by itself.
            for _, i in sorted([(depth(i), i) for i in predicates]):
                self.value(i)
        return [self._outermost(*span, predicates) for span, predicates in zip(spans, found, strict=True)]

    def _outermost(self, start: int, end: int, predicates: list[int]) -> list[Proposal]:
        """What stands by itself of what the predicates of a token range came to, and what it comes to as a whole."""
        out = [p for i in predicates if i not in self._consumed and (p := self._values.get(i)) is not None]
        if out:
            # "declared a ceasefire": a word of one act's phrase tells no act of its own.
            phrases = {w for p in out for w in p.words if w not in (p.trigger, p.base)}
            out = [p for p in out if p.trigger not in phrases]
            for p in out:
                p.weak = not self._worth(p)
            out = [p for p in out if self.keep_weak or not p.weak]
            for p in out:
                self._settle(p)
        return sorted([*out, *self._obligations(start, end, out)], key=lambda p: p.trigger)

    def _settle(self, p: Proposal) -> None:
        """What tense and negation make of the type: cooperation to come is AGREE, an agreement denied is REJECT."""
        if "future" in p.status and with_condition(self.tree, p.trigger):
            self._become(p, "future", "ultimatum")
        if "negated" in p.status:
            self._become(p, "negated", "will-not" if p.actors and volitional(self.tree, p.trigger) else "not")
        elif "future" in p.status:
            self._become(p, "future", "future")

    def _become(self, p: Proposal, status: str, operation: str) -> None:
        cell = self.acts.operate(operation, p.type)
        if cell.startswith("same"):
            return
        p.type, _, mode = cell.partition("/")
        p.mode, p.cameo = mode or None, None
        p.status.discard(status)
        if status == "negated":
            p.status.discard("future")
        p.chain = (operation, *p.chain)

    def _obligations(self, start: int, end: int, coded: list[Proposal]) -> list[Proposal]:
        """ "said the panel should rule": what a speaker says that others must do, though it is no act of its own."""
        entry = self.acts.entries.get("should")
        if entry is None:
            return []
        tree = self.tree
        if OBLIGATION.isdisjoint(tree.lower[start:end]):
            return []
        taken = {w for p in coded for w in p.words}
        out = []
        for i in range(start, end):
            verb = tree.head[i]
            if tree.lower[i] not in OBLIGATION or tree.dep[i] != "aux" or verb in taken or tree.dep[verb] != "ccomp":
                continue
            says = tree.head[verb]
            slots = self.slots.verb(verb)
            asked = slots.get("subj") or (slots.get("obj", []) if self.slots.is_passive(verb) else [])
            speakers = [t for k in self._expand(self.slots.verb(says).get("subj", [])) for t in self.parties(k, says)]
            if not speakers or not any(self.names_actor(t) for t in asked):
                continue
            p = Proposal(i, verb, [i, verb], "REQUEST", "change", None, entry, actors=speakers)
            p.recipients = [t for k in self._expand(asked) for t in self.parties(k, verb) if t not in speakers]
            if "negated" not in status_of(tree, verb):
                out.append(p)
        return out

    def value(self, i: int, depth: int = 0) -> Proposal | None:
        """What the predicate at token i comes to, worked out once; None where nothing is coded."""
        if i in self._values:
            return self._values[i]
        self._values[i] = None
        if depth < _DEPTH:
            self._values[i] = self._evaluate(i, depth)
        return self._values[i]

    def _evaluate(self, i: int, depth: int) -> Proposal | None:
        for pattern, used in self.predicates.matches(i):
            entry = pattern.entry
            if entry.op == "light" and (not self.predicates.holds(i, entry) or self._names_it(i)):
                continue
            if entry.op:
                inner = self._inner(i, entry, used, depth)
                if inner:
                    return self._operate(entry, i, used, inner)
                if entry.type and self.predicates.holds(i, entry) and self._stands_alone(entry, i):
                    return self._bare(entry, i, used)
                continue
            if not self.predicates.holds(i, entry):
                continue
            if entry.type is None or entry.type == "NONE":
                return None
            return self._base(entry, i, used)
        return None

    def _names_it(self, i: int) -> bool:
        """ "Called the raid a provocation": of two objects the second is what the first is called."""
        tree = self.tree
        return tree.lemma[i] in self.acts.classes["naming"] and len(tree.children(i, "obj", "xcomp")) > 1

    # -- base acts -------------------------------------------------------------------------------------------------

    def _base(self, entry: Entry, i: int, used: list[int]) -> Proposal:
        proposal = Proposal(
            trigger=i, base=i, words=[i, *used], type=str(entry.type), mode=entry.mode, cameo=entry.cameo, entry=entry
        )
        proposal.status.update(status_of(self.tree, i))
        self._bind(proposal, self._with_phrase(i, used), entry.verb if self.slots.is_verbal(i) else entry.noun, used)
        return proposal

    def _with_phrase(self, i: int, used: list[int], apart: Container[int] = ()) -> Slots:
        """The predicate's slots, with the prepositions of its object or its phrase's words where it has none itself.

        "severed ties with Iran": the parse hangs the recipient on "ties". What hangs on the tokens `apart` is theirs.
        """
        slots = self.slots.of(i)
        about = slots.get("obj", ()) if self.slots.is_verbal(i) else slots.get("of", ())
        inner = [t for t in (*used, *about) if self.tree.pos[t] == "NOUN" and t not in apart]
        if not inner:
            return slots
        out = dict(slots)
        for t in inner:
            for slot, tokens in self.slots.noun(t).items():
                if slot in _HANDED_UP and slot not in out and (slot not in _AIMED or not self.names_actor(t)):
                    out[slot] = tokens
        return out

    def _bind(self, proposal: Proposal, slots: Slots, frame: object, used: list[int]) -> None:
        """Give the slots' tokens their parts; a part that is itself an act stands for whoever did it."""
        assert isinstance(frame, dict)
        for slot, tokens in slots.items():
            part = frame.get(slot)
            if part is None:
                continue
            for token in self._expand(tokens):
                if token in used or token in proposal.actors or token in proposal.recipients:
                    continue
                if slot == "mod" and not self.names_actor(token):
                    continue
                if part == "thing":
                    proposal.things.append(token)
                    self._take_in(proposal, token)
                elif part == "both":
                    proposal.symmetric = True
                    proposal.actors += self.parties(token, proposal.base)
                elif part == "actor":
                    proposal.actors += self.parties(token, proposal.base)
                else:
                    proposal.recipients += self.parties(token, proposal.base)
        proposal.actors = list(dict.fromkeys(proposal.actors))
        proposal.recipients = [t for t in dict.fromkeys(proposal.recipients) if t not in proposal.actors]

    def _take_in(self, proposal: Proposal, token: int) -> None:
        """ "signed a deal with X": a cooperative act that the act is about lends its sides and is not told apart."""
        if not self.predicates.possible(token):
            return
        inner = self.value(token)
        if inner is None or inner.type not in _AGREEABLE or proposal.type not in _AGREEABLE:
            return
        self._consumed.add(inner.trigger)
        sides = [*inner.actors, *inner.recipients]
        if proposal.symmetric or proposal.entry.verb.get("subj") == "both":
            proposal.actors += sides
        else:
            proposal.recipients += sides

    def _expand(self, tokens: list[int]) -> list[int]:
        return [c for token in tokens for c in self.tree.conjuncts(token)]

    def names_actor(self, token: int) -> bool:
        """Whether a token heads the mention of somebody who can act."""
        index = self.predicates.mention_at(token)
        return index is not None and is_actor(self.mentions[index])

    def parties(self, token: int, base: int) -> list[int]:
        """The tokens that stand for the party at `token`: itself, what it is "of", or the sides of an act."""
        found = self.predicates.mention_at
        if (index := found(token)) is not None:
            weapon = self.mentions[index].type == "weapon"
            return (self._before(token) if weapon else []) or [self.mentions[index].head]
        if token != base and self.predicates.possible(token):
            inner = self.value(token)
            if inner is not None:
                return inner.actors or inner.recipients or self._before(token)
        for k in self.tree.children(token, "nmod", "nmod:poss"):
            if found(k) is not None and self.tree.case(k) in ("of", "in", "at", "", "to"):
                return [self.mentions[n].head for c in self.tree.conjuncts(k) if (n := found(c)) is not None]
        return self._before(token) or self._issuer(token, base)

    def _issuer(self, token: int, base: int) -> list[int]:
        """Who issues or adopts the paper that says it: "adopted a resolution demanding a truce"."""
        tree = self.tree
        verb = tree.head[token]
        if verb == base or tree.dep[token] != "obj" or tree.lemma[token] not in self.acts.classes["paper"]:
            return []
        subjects = self.slots.verb(verb).get("subj", ())
        return [self.mentions[n].head for k in subjects if (n := self.predicates.mention_at(k)) is not None]

    def _before(self, token: int) -> list[int]:
        """Whose it is, of what its owner acts by: "Armenian mortar fire", "a Red Cross report"."""
        tree, classes = self.tree, self.acts.classes
        if tree.lemma[token] in classes["weapon"] or tree.lemma[token] in classes["paper"]:
            for k in range(tree.left[token], token):
                index = self.predicates.mention_at(k)
                if index is not None and tree.dep[k] in ("amod", "compound") and is_actor(self.mentions[index]):
                    return [self.mentions[index].head]
        return []

    # -- operators -------------------------------------------------------------------------------------------------

    def _control(self, i: int) -> str:
        for pattern in self.predicates.patterns(i):
            if pattern.entry.op and not pattern.others:
                return pattern.entry.control
        return "subj"

    def _inner(self, i: int, entry: Entry, used: list[int], depth: int) -> list[Proposal]:
        """The acts in the operator's complement."""
        tree = self.tree
        places = list(tree.children(i, *entry.clauses)) if entry.op != "light" else []
        slots = self.slots.of(i) if _HANDED_UP.isdisjoint(entry.complements) else self._with_phrase(i, used)
        for slot in (*entry.complements, "xcomp"):
            places += slots.get(slot, [])
        if entry.op == "fail" and "subj" in slots:
            places += slots["subj"]
        out: list[Proposal] = []
        seen = set()
        for place in places:
            for token in tree.conjuncts(place):
                if token == i or token in seen or (tree.tag[place] == "VB" and heads_main_clause(tree, token)):
                    # "urged both to halt; Lima refused"
                    continue
                seen.add(token)
                # "staged a march to demand": with an act for its object, the clause tells what that act was for.
                if out and (tree.dep[token] == "advcl" or (entry.op == "light" and place in slots.get("xcomp", ()))):
                    continue
                out += self._acts_at(token, depth)
        return out

    def _acts_at(self, token: int, depth: int) -> list[Proposal]:
        """The act that a complement's head is, or that it hands on ("a series of attacks")."""
        tree = self.tree
        inner = self.value(token, depth + 1)
        if inner is not None:
            return [inner]
        if tree.pos[token] in ("PROPN", "PRON"):
            # "agreed to Gbagbo staying on": what somebody does, not who.
            doing = [k for k in tree.children(token, "acl") if tree.tag[k] == "VBG" and tree.dep[k] == "acl"]
            return [found for k in doing if (found := self.value(k, depth + 1)) is not None]
        if tree.lemma[token] in self.acts.transparent:
            return [
                found
                for k in tree.children(token, "nmod")
                if tree.case(k) in ("of", "in", "for")
                for c in tree.conjuncts(k)
                if (found := self.value(c, depth + 1)) is not None
            ]
        return []

    def _operate(self, entry: Entry, i: int, used: list[int], inner: list[Proposal]) -> Proposal | None:
        op = str(entry.op)
        denied = negated(self.tree, i)
        results: list[Proposal] = []
        for act in inner:
            cell = self._cell(op, i, act, denied)
            if not (op == "stop" and act.type in _PRESUPPOSED):
                self._consumed.add(act.trigger)
            # As a complement it is no purpose.
            act.status.discard("purpose")
            if op == "say":
                cell = self._obliged(act) or cell
            if cell == "none":
                continue
            kind, _, status = cell.partition("+")
            if kind == _KEEPING:
                result = self._keep(entry, i, used, act)
            else:
                result = self._make(entry, i, used, act, kind)
            if status:
                result.status.add(status)
            results.append(result)
        if not results:
            return None
        first, *others = results
        if entry.op in _SPREADING:
            # Several acts in one complement each stand for themselves.
            for other in others:
                self._consumed.discard(other.base)
                self._values[other.trigger] = other
                if other.trigger == i:
                    other.trigger = other.base
                    self._values[other.base] = other
        return first

    def _cell(self, op: str, i: int, act: Proposal, denied: bool) -> str:
        if denied:
            opposite = _OPPOSITE.get(op)
            if opposite is None:
                return "same+negated" if op in _STANDING else "none"
            op = opposite
            if op == "continue" and volitional(self.tree, i) and "future" in status_of(self.tree, i):
                # "will not end its siege": who says so refuses.
                return "REJECT/yield"
        return self.acts.operate(op, act.type)

    def _obliged(self, act: Proposal) -> str | None:
        """ "Obama said Iran should stop": what a speaker says that others must do is asked of them."""
        if act.actors and (modal(self.tree, act.base) in OBLIGATION or modal(self.tree, act.trigger) in OBLIGATION):
            cell = self.acts.operate("request", act.type)
            return cell if cell.startswith("REQUEST") else None
        return None

    def _keep(self, entry: Entry, i: int, used: list[int], act: Proposal) -> Proposal:
        """The inner act, its empty sides filled from the operator's slots."""
        result = Proposal(
            act.trigger,
            act.base,
            [*act.words] if entry.op == "say" else [i, *used, *act.words],
            act.type,
            act.mode,
            act.cameo,
            act.entry,
            [*act.actors],
            [*act.recipients],
            act.things,
            act.symmetric,
            act.weak,
            act.chain if entry.op in ("say", "light") else (entry.id, *act.chain),
            {*act.status},
            [*act.dropped],
        )
        if entry.op == "say":
            return result
        if entry.op == "order":
            own = self._own(entry, i, used, act)
            ordered = [*act.recipients, *own.recipients, *act.actors]
            result.actors, result.trigger = own.actors, i
            result.recipients = [t for t in dict.fromkeys(ordered) if t not in own.actors]
            return result
        result.status.update(status_of(self.tree, i))
        result.trigger = i
        slots = {s: t for s, t in self._with_phrase(i, used).items() if s not in entry.complements or s == "to"}
        slots = {s: [t for t in tokens if t not in act.words] for s, tokens in slots.items()}
        own = Proposal(i, act.base, [], act.type, None, None, act.entry)
        self._bind(own, slots, act.entry.verb if self.slots.is_verbal(i) else act.entry.noun, used)
        if own.actors and not result.actors:
            result.actors = own.actors
        elif own.symmetric and result.symmetric:
            result.actors = list(dict.fromkeys([*own.actors, *result.actors]))
        elif own.actors and act.trigger != i and self.tree.pos[act.base] == "NOUN":
            # "Troops launched an army offensive": whoever carries it out is the nearer name.
            result.actors = own.actors
        if not result.recipients:
            result.recipients = [t for t in own.recipients if t not in result.actors]
        result.recipients = [t for t in result.recipients if t not in result.actors]
        return result

    def _make(self, entry: Entry, i: int, used: list[int], act: Proposal, kind: str) -> Proposal:
        """A new act that the operator makes of the inner one."""
        name, _, mode = kind.partition("/")
        result = Proposal(
            trigger=i,
            base=act.base,
            words=[i, *used, *act.words],
            type=name,
            mode=mode or (act.mode if name == act.type else None),
            cameo=None,
            entry=act.entry,
            chain=(entry.id, *act.chain),
            status=set(status_of(self.tree, i)) - {"negated"},
        )
        own = self._own(entry, i, used, act)
        result.actors = own.actors
        if entry.op == "say":
            # The speaker asks; whoever should do it is asked.
            result.recipients = [t for t in act.actors if t not in own.actors]
            return result
        inner_other = [t for t in (*act.actors, *act.recipients) if t not in own.actors]
        if entry.op in ("request", "order", "accuse", "warn", "allow", "prevent"):
            result.recipients = own.recipients or [t for t in act.actors if t not in own.actors] or inner_other
        else:
            result.recipients = [t for t in act.recipients if t not in own.actors] or own.recipients or inner_other
        if not result.actors and entry.op not in ("request", "order", "accuse", "warn"):
            result.actors = [t for t in act.actors if t not in result.recipients]
        if name == "AGREE" and own.symmetric and not result.recipients:
            result.symmetric = True
        result.recipients = [t for t in dict.fromkeys(result.recipients) if t not in result.actors]
        return result

    def _own(self, entry: Entry, i: int, used: list[int], act: Proposal) -> Proposal:
        """Who the operator's own slots name: the speaker and those spoken to."""
        own = Proposal(i, i, [], "", None, None, entry)
        slots = {
            s: [t for t in tokens if t not in act.words] for s, tokens in self._with_phrase(i, used, act.words).items()
        }
        self._bind(own, slots, entry.verb if self.slots.is_verbal(i) else entry.noun, used)
        return own

    def _bare(self, entry: Entry, i: int, used: list[int]) -> Proposal | None:
        """The operator without an act in its complement."""
        proposal = self._base(entry, i, used)
        if "negated" in proposal.status:
            opposite = _OPPOSITE.get(str(entry.op))
            if opposite != "refuse":
                return proposal
            proposal.status.discard("negated")
            proposal.type, proposal.mode = "REJECT", None
        proposal.recipients = [t for t in proposal.recipients if t not in proposal.actors]
        return proposal

    def _stands_alone(self, entry: Entry, i: int) -> bool:
        """Whether the operator says enough without an act: a verb does, a noun needs somebody or a complement."""
        if self.slots.is_verbal(i):
            return self.tree.dep[i] not in ("aux", "cop")
        slots = self.slots.noun(i)
        return any(slot in entry.complements for slot in slots) or any(
            self.names_actor(t) for slot, tokens in slots.items() if slot in entry.noun for t in tokens
        )

    def _worth(self, proposal: Proposal) -> bool:
        """Whether enough is known: an entry marked weak needs known actors on both sides."""
        if proposal.entry.weak and not proposal.chain:
            sides = [proposal.actors, proposal.recipients] if not proposal.symmetric else [proposal.actors]
            return all(any(self.names_actor(t) for t in side) for side in sides)
        return True


# To stop these is to say that they were going on.
_PRESUPPOSED = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION"})
# Of what is no actor itself: "fired shells at the town", "an investigation into the mayor".
_AIMED = frozenset({"at", "into", "toward", "towards"})
_HANDED_UP = frozenset({"with", "on", "against", "to", "from", "for", "between"}) | _AIMED
_AGREEABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE"})
_OPPOSITE = {"promise": "refuse", "plan": "refuse", "allow": "prevent", "stop": "continue"}
# What is done stands, denied, where one of these is denied.
_STANDING = frozenset({"light", "begin", "continue", "attempt", "strive", "say", "cause"})
# Operators whose complement may hold several acts that each stand for themselves.
_SPREADING = frozenset({"say", "light", "begin", "continue", "attempt", "strive", "cause", "decide", "promise", "plan"})
