"""The texts that talks turn on: communiques, accords, resolutions, plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import negated
from parley.coding.layers import Mention, Time
from parley.coding.phrases import phrase
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

# "a six-point plan", "a seven-page paper"
_PARTS = re.compile(r"-?(point|page|article|chapter)$")
_PAGES = re.compile(r"^(point|page|article|chapter|clause|paragraph|measure|stage|phase|step)s$")
_NONE = frozenset({"no", "any", "without", "such"})

_COUNTED = frozenset({"point", "article"})
# Texts that may be no more than words.
_VOICED = frozenset({"proposal", "statement"})
_TRUCES = frozenset({"truce", "ceasefire", "cease-fire"})
_RESTATING = frozenset({"text", "document", "paper"})


def settled(documents: dict[str, str | None]) -> dict[str, str | None]:
    """The documents of talks, without truces and other words for the same where there are texts beside them."""
    kept = {k: v for k, v in documents.items() if not (k.islower() and _head(k) in _TRUCES)} or documents
    first = next(iter(kept), None)
    again = [k for k in kept if k != first and _head(k) in _RESTATING and ("page " in k or "'s " in k or "’s " in k)]
    return {k: v for k, v in kept.items() if k not in again}


def _head(name: str) -> str:
    return re.split(r" (?:of|on|for) ", name)[0].rsplit(" ", 1)[-1]


class DocumentReader:
    """Finds documents in one Doc."""

    def __init__(
        self, tree: Tree, slots: SlotReader, words: Words, times: list[Time], text: str, mentions: list[Mention]
    ) -> None:
        self.tree, self.slots, self.words, self.times, self.text = tree, slots, words, times, text
        bodies = [m for m in mentions if m.form == "name" and m.type == "organization"]
        # "the Government of National Accord"
        self.inside = {t for m in bodies for t in range(m.start, m.end) if t != m.head}

    def added(self, known: dict[str, str | None], sentence: int) -> dict[str, str | None]:
        """The documents with their dates, and those of a sentence; a shorter name adds nothing."""
        out = dict(known)
        for _, name, date in self.read(sentence):
            if name.lower() in self.words.restating and out:
                # "brokered the text": a document that has been named.
                continue
            same = next((k for k in out if name.lower() in k.lower() or k.lower() in name.lower()), None)
            if same is None:
                out[name] = date
                bare = [k for k in out if k.lower() in self.words.restating and k != name]
                if bare and not name.islower():
                    # "reached a deal. ... Under the Lome Accord": the one that has a name.
                    out = {k: v for k, v in out.items() if k not in bare}
            elif len(name) > len(same):
                out = {(name if k == same else k): (v or date if k == same else v) for k, v in out.items()}
        return out

    def read(self, sentence: int) -> Iterator[tuple[int, str, str | None]]:
        """The documents of a sentence: head token, name and TIMEX3 date."""
        for i in range(*self.tree.sents[sentence]):
            if (found := (self._document(i) if self._names(i) else None) or self._spelled(i)) is not None:
                yield found

    def bare(self, sentence: int) -> Iterator[str]:
        """The first text of a sentence that is spoken of as known ("the plan"), where no text has been named."""
        tree = self.tree
        for i in range(*tree.sents[sentence]):
            own = [k for k in tree.kids[i] if tree.dep[k] not in ("punct", "acl:relcl", "acl", "appos")]
            known = any(tree.lower[k] == "the" for k in own) and len(own) < 3
            if known and tree.tag[i] == "NN" and tree.base[i] in self.words.spoken_of and not self._hoped(tree.head[i]):
                yield tree.words[i]
                return

    def _names(self, i: int) -> bool:
        """Whether the token is a noun for a text, or one that is when it is written with a capital."""
        if self.tree.pos[i] not in ("NOUN", "PROPN") or i in self.inside:
            return False
        noun = noun_of(self.tree, i)
        if self.tree.tag[i] == "NNPS" and noun.removesuffix("s") in self.words.documents:
            # "the Arusha Accords"
            return True
        drafted = i > 0 and self.tree.lower[i - 1] in self.words.drafts
        title = noun in self.words.capital and (self.tree.words[i][:1].isupper() or drafted)
        title = title or (noun in self.words.sheets and self._paged(i))
        return noun in self.words.documents or title or self._counted(i)

    def _counted(self, i: int) -> bool:
        """ "laid seven points before them"."""
        tree = self.tree
        done = tree.base[tree.head[i]] in self.words.document_verbs and tree.plain[i] in ("obj", "nsubj")
        return done and tree.base[i] in _COUNTED and tree.child(i, "nummod") is not None

    def _paged(self, i: int) -> bool:
        """ "a three-page code", "a note of eighty pages"."""
        tree = self.tree
        before = any(_PARTS.search(tree.lower[k]) for k in range(tree.left[i], i))
        parts = (k for k in tree.children(i, "nmod") if tree.case(k) in ("of", "in", "with"))
        return before or any(_PAGES.search(tree.lower[k]) for k in parts)

    def firmer(self, name: str, sentences: Iterable[int]) -> str | None:
        """What sentences call a text that has been told of as a deal ("struck a deal. ... The accord lets them go")."""
        tree = self.tree
        if name not in self.words.vague_texts:
            return None
        for i in (i for s in sentences for i in range(*tree.sents[s])):
            known = [k for k in tree.kids[i] if k < i and tree.dep[k] in ("det", "amod", "compound")]
            if tree.lower[i] in self.words.firm_texts and [tree.lower[k] for k in known] == ["the"]:
                return tree.words[i]
        return None

    def _spelled(self, i: int) -> tuple[int, str, str | None] | None:
        """ "the Cessation of Fire Agreement": a title by its capitals, whatever the parse makes of it."""
        tree, words = self.tree, self.tree.words
        first = tree.sents[tree.sent[i]][0]
        nouns = {tree.lower[i], tree.lower[i].removesuffix("s")}
        if nouns.isdisjoint(self.words.documents) or not words[i].istitle() or i in self.inside:
            return None
        start = i
        while start > first and words[start - 1][:1].isupper():
            start -= 1
            if start - 2 > first and words[start - 1] in ("of", "on", "for") and words[start - 2][:1].isupper():
                start -= 1
        if start in (i, first) or tree.lower[start - 1] not in ("the", "a", "an"):
            return None
        a, b = tree.text(start, i + 1)
        return i, " ".join(self.text[a:b].split()), None

    def _titled(self, i: int, end: int) -> bool:
        """ "the Agreement for Lasting Peace": whether a name follows a noun with a capital."""
        tree = self.tree
        inside = tree.words[i][:1].isupper() and i > tree.sents[tree.sent[i]][0]
        return (
            inside
            and tree.words[i + 1 : i + 2] in (["of"], ["on"], ["for"])
            and any(w[:1].isupper() for w in tree.words[i + 2 : end])
        )

    def _document(self, i: int) -> tuple[int, str, str | None] | None:
        tree = self.tree
        inside = tree.dep[i] in ("nmod", "acl") and tree.base[tree.head[i]] in self.words.documents
        if tree.dep[i] == "compound" or (inside and tree.case(i) == "of"):
            return None
        bare = tree.child(i, "det", "nummod") is None and tree.words[i].islower()
        if any(tree.lower[k] in _NONE for k in tree.kids[i]) or (tree.case(i) == "in" and bare):
            # "no accord", "agreed in principle"
            return None
        before = {tree.lower[k] for k in tree.children(i, "compound", "amod")}
        if self._idle(i) or before & self.words.other_papers:
            return None
        start, end = phrase(tree, i, of=("of", "on", "for"))
        while start < i and tree.dep[start] in ("det", "nmod:poss", "case", "punct"):
            start = tree.right[start] + 1 if tree.dep[start] == "nmod:poss" else start + 1
        # "Chad and the front sign truce accord": parsers of headlines make one noun phrase of it.
        verbs = (k for k in range(start, i) if tree.base[k] in self.words.signing.index and tree.tag[k] != "VBN")
        start = min(max((k + 1 for k in verbs), default=start), i)
        day = next((t.start for t in self.times if i < t.start < end and tree.lower[t.start - 1] == "on"), None)
        # "accepted a peace agreement on Friday"
        date, end = self._date(i, start, end if day is None else day - 1)
        own = [k for k in range(start, i) if tree.pos[k] in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")]
        # "an American proposal"
        nations = tree.base[i] in self.words.spoken_of or tree.base[i] in _VOICED
        named = any(tree.pos[k] == "PROPN" for k in own) or (tree.pos[i] == "PROPN" and len(own) > 0)
        named = named or (nations and any(tree.pos[k] == "ADJ" and tree.words[k].istitle() for k in own))
        numbered = any(tree.pos[k] == "NUM" for k in tree.kids[i] if k > i)
        loose = tree.base[i] in self.words.loose_documents
        drafted = (
            self._paged(i)
            or self._counted(i)
            or any(tree.lower[k] in self.words.drafts or _PARTS.search(tree.lower[k]) for k in own)
        )
        named = named or self._titled(i, end)
        told = date and any(t.value == date and start <= t.start < end for t in self.times)
        if (self._wanted(i) or self._hoped(tree.head[i]) or self._ahead(i)) and not (named or told):
            return None
        if not (date or named or numbered or drafted or self._made(i) or (not loose and self._stands(i))) or (
            loose and not (own or named or date or drafted or self._signed(i) or self._about(i) or self._described(i))
        ):
            return None
        a, b = tree.text(start, min(end, start + 12))
        return i, " ".join(self.text[a:b].split()), date

    def _idle(self, i: int) -> bool:
        """ "put pen to paper", "a UN statement said": words of signing and of reporting, no text on the table."""
        tree = self.tree
        if tree.base[i] == "paper" and tree.child(i, "det", "amod", "compound") is None:
            return tree.case(i) in ("to", "on")
        says = tree.plain[i] == "nsubj" and tree.base[tree.head[i]] in self.words.tells
        joint = any(tree.lower[k] in self.words.drafts for k in tree.kids[i])
        return says and tree.base[i] == "statement" and not joint

    def _date(self, i: int, start: int, end: int) -> tuple[str | None, int]:
        """The date that the text bears, and where the name ends when the date belongs to it."""
        tree = self.tree
        for t in self.times:
            if t.value and t.type == "DATE" and not t.plain and tree.sent[t.head] == tree.sent[i]:
                if start <= t.start and t.end <= i:
                    return t.value, end
                if tree.head[t.head] == i and tree.case(t.head) == "of":
                    return t.value, max(end, t.end)
        verb = next(
            (
                k
                for k in (*tree.kids[i], *(k for of in tree.children(i, "nmod") for k in tree.kids[of]))
                if tree.dep[k] in ("acl", "acl:relcl") and tree.lemma[k] in self.words.document_verbs
            ),
            None,
        )
        governor = verb if verb is not None else tree.head[i]
        for t in self.times:
            if (
                t.value
                and t.type == "DATE"
                and not t.plain
                and tree.head[t.head] == governor
                and (verb is not None or self._signed(i))
            ):
                return t.value, end
        return None, end

    def _made(self, i: int) -> bool:
        """Whether a verb of the sentence makes a text of it, and does not deny it."""
        tree = self.tree
        verb = tree.head[i]
        if tree.dep[i] == "conj":
            verb = tree.head[verb]
        if any(tree.dep[k] in ("acl", "acl:relcl") and tree.base[k] in self.words.document_verbs for k in tree.kids[i]):
            return True
        if tree.case(i) == "under" or (tree.case(i) == "with" and tree.base[verb] in self.words.parting):
            return True
        if tree.pos[verb] != "VERB" or tree.base[verb] not in self.words.document_verbs or negated(tree, verb):
            return False
        return tree.plain[i] in ("obj", "nsubj", "obl", "conj")

    def _described(self, i: int) -> bool:
        """ "under a deal", "an agreement reached in May", "a plan that gives them half the land"."""
        told = self.tree.case(i) == "under" or self.tree.child(i, "acl", "acl:relcl") is not None
        return told and self.tree.words[i].islower() and self.tree.base[i] not in _VOICED

    def _about(self, i: int) -> bool:
        return any(self.tree.case(k) in ("on", "for") for k in self.tree.children(i, "nmod"))

    def _stands(self, i: int) -> bool:
        """ "the accord on the port": one that is there, and is about something."""
        tree = self.tree
        drafts = tree.base[i] in self.words.drafts and any(tree.case(k) == "of" for k in tree.children(i, "nmod"))
        about = self._about(i) or drafts
        if tree.child(i, "nmod:poss") is not None and tree.child(i, "compound") is not None:
            # "their new peace accord"
            return True
        return about and (tree.base[i] in self.words.drafts or any(tree.lower[k] == "the" for k in tree.kids[i]))

    def _hoped(self, verb: int) -> bool:
        """ "failed to sign a treaty", "hopes to sign a treaty"."""
        tree = self.tree
        over = tree.head[verb]
        return tree.dep[verb] in ("xcomp", "ccomp") and (
            tree.base[over] in self.words.failing or tree.base[over] in self.words.hoping
        )

    def _ahead(self, i: int) -> bool:
        """ "promised to sign a final accord by May": one that is still to be made, as its adjective says."""
        tree, verb = self.tree, self.tree.head[i]
        if self.words.eventual.isdisjoint(tree.lower[k] for k in tree.children(i, "amod")):
            return False
        to = any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[verb])
        return to or tree.tag[verb] == "VB" or self.tree.base[verb] in self.words.hoping

    def _wanted(self, i: int) -> bool:
        """ "called for a joint statement"."""
        stance = next(self.words.stances.at(self.tree, self.tree.head[i]), None)
        return stance is not None and stance.stance == "demands" and self.tree.plain[i] in ("obj", "obl")

    def _signed(self, i: int) -> bool:
        verb = self.tree.head[i]
        return self.tree.pos[verb] == "VERB" and self.words.sign.head(self.tree, verb)
