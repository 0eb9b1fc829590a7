"""Lays treebank sentences over what spaCy's tokenizer makes of the raw text."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc
from treebank import Sentence, Word


def to_doc(nlp: Language, sentences: Sequence[Sentence], breaks: Sequence[str]) -> Doc:
    """Makes one annotated Doc of sentences, tokenized as raw text would be.

    Args:
        breaks: What stands between the sentences (space or line breaks), one fewer than the sentences.

    Returns:
        A Doc with tags, heads, relations, lemmas and sentence starts. A whitespace token hangs on the
        token before it with the relation "dep", as the parser must learn to leave it.
    """
    text, starts, words, first = "", [], [], []
    for number, sentence in enumerate(sentences):
        if number:
            text = text.rstrip(" ") + breaks[number - 1]
        first.append(len(words))
        for word in sentence.words:
            starts.append(len(text))
            text += word.form + (" " if word.space else "")
            words.append(word)
    text = text.rstrip()
    heads = [h for base, s in zip(first, sentences, strict=True) for h in (base + w.head for w in s.words)]
    doc = nlp.make_doc(text)
    return _annotate(doc, words, starts, heads, set(first))


def gold_doc(nlp: Language, sentences: Sequence[Sentence], *, paragraphs: bool = False) -> Doc:
    """Makes a Doc with the treebank's own tokens, for scoring.

    Args:
        paragraphs: Whether a blank line stands between paragraphs; otherwise all sentences run on.
    """
    words: list[Word] = []
    spaces: list[bool] = []
    heads: list[int] = []
    for sentence in sentences:
        if paragraphs and words and (sentence.starts_paragraph or sentence.block == "head"):
            # The scorer leaves white space out of what is found, but not of what is sought: so nothing is sought.
            words.append(Word("\n\n", False, "", "", "", len(words) - 1, "punct"))
            heads.append(len(heads) - 1)
            spaces[-1] = False
            spaces.append(False)
        base = len(words)
        for i, word in enumerate(sentence.words):
            words.append(word)
            spaces.append(word.space or i == len(sentence.words) - 1)
            heads.append(base + word.head)
    return Doc(
        nlp.vocab,
        words=[w.form or "_" for w in words],
        spaces=spaces,
        tags=[w.tag for w in words],
        pos=[w.pos for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.dep == "root" else w.dep for w in words],
    )


def _annotate(doc: Doc, words: list[Word], starts: list[int], heads: list[int], firsts: set[int]) -> Doc:
    over = _overlaps(doc, words, starts)
    principal = _principals(doc, words, over)
    token_heads, deps, tags, pos, lemmas, sent_starts = [], [], [], [], [], []
    opened: set[int] = set()
    for token in doc:
        group = over[token.i]
        opening = {g for g in group if g in firsts} - opened
        opened |= opening
        sent_starts.append(1 if opening or token.i == 0 else -1)
        if not group:
            token_heads.append(token.i - 1 if token.i else _next(over, token.i))
            deps.append("dep")
            tags.append("_SP")
            pos.append("SPACE")
            lemmas.append(token.text)
            continue
        top = min(group, key=lambda g: _depth(heads, g))
        word = words[top]
        if principal[top] == token.i:
            root = heads[top] == top
            token_heads.append(token.i if root else principal[heads[top]])
            deps.append("ROOT" if root else word.dep)
            tags.append(word.tag)
            pos.append(word.pos)
            lemmas.append(word.lemma if len(group) == 1 else token.text)
        else:
            mark = not any(c.isalnum() for c in token.text)
            token_heads.append(principal[top])
            deps.append("punct" if mark else "compound")
            tags.append("HYPH" if token.text in "-–—" else word.tag)
            pos.append("PUNCT" if mark else word.pos)
            lemmas.append(token.text)
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        heads=token_heads,
        deps=deps,
    )


def _overlaps(doc: Doc, words: list[Word], starts: list[int]) -> list[list[int]]:
    """For each token the words that share a letter with it; none for whitespace."""
    over: list[list[int]] = []
    at = 0
    for token in doc:
        begin, end = token.idx, token.idx + len(token)
        while at < len(words) and starts[at] + len(words[at].form) <= begin:
            at += 1
        group, j = [], at
        while j < len(words) and starts[j] < end:
            if words[j].form and starts[j] + len(words[j].form) > begin:
                group.append(j)
            j += 1
        over.append([] if token.is_space else group)
    return over


def _principals(doc: Doc, words: list[Word], over: list[list[int]]) -> list[int]:
    """The token that stands for each word: the last one with a letter or digit."""
    tokens: list[list[int]] = [[] for _ in words]
    for i, group in enumerate(over):
        for g in group:
            tokens[g].append(i)
    principal = []
    for mine in tokens:
        lettered = [i for i in mine if any(c.isalnum() for c in doc[i].text)]
        chosen = (lettered or mine)[-1:]
        principal.append(chosen[0] if chosen else (principal[-1] if principal else 0))
    return principal


def _next(over: list[list[int]], i: int) -> int:
    return next((j for j in range(i + 1, len(over)) if over[j]), i)


def _depth(heads: list[int], i: int) -> int:
    depth = 0
    while heads[i] != i:
        i, depth = heads[i], depth + 1
    return depth
