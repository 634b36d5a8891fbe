"""Keyword in context: each place where a word or a phrase is used, with what stands around it.

Words are compared by their stems: « vélo » finds « Vélos » and « VELO ». Luhn, « Keyword-in-context index » (1960).
"""

from dataclasses import dataclass

from ..errors import BadInput
from ..progress import silent
from ..words import number
from .stems import STEP, WORD, folded, lowered, normal, singular, split, stem

WIDTH = 60
"""Characters shown on each side."""

MOST = 500
"""Places shown at most; all are counted."""


@dataclass(frozen=True)
class Keyword:
    """What is looked for: for each word of the phrase, the stems that answer it, or its very spelling."""

    keys: tuple
    exact: bool = False

    @property
    def first(self):
        """First letters of the words looked for: endings are what a stem loses, so others need no stem."""
        return {key[:1] for keys in self.keys for key in keys}

    def answers(self, word):
        """For each word of the phrase, does this one answer it?"""
        word = lowered(word)
        if not self.exact and folded(word)[:1] not in self.first:
            return (False,) * len(self.keys)
        own = _keys(word, self.exact)
        return tuple(not own.isdisjoint(keys) for keys in self.keys)


def keyword(phrase, *, exact=False):
    """A word or a phrase; exact: its very spelling, but for capitals and accents.

    Raises BadInput when it has no letter nor figure.
    """
    words = split(normal(phrase))
    if not words:
        raise BadInput(f"« {phrase} » n’a aucun mot à chercher.")
    return Keyword(tuple(_keys(word, exact) for word in words), exact)


def _keys(word, exact):
    """With and without accents: who wrote « securite » is found too."""
    plain = folded(word)
    return frozenset([plain]) if exact else frozenset(map(stem, [word, plain, singular(word)]))


def in_context(corpus, phrase, *, exact=False, width=WIDTH, most=MOST, progress=silent):
    """Every place where the phrase is used, as a value that JSON can write; places in the order of ids."""
    if width < 0 or most < 1:
        raise BadInput("La largeur et le nombre de lignes doivent être des nombres positifs.")
    wanted = keyword(phrase, exact=exact)
    answers, lines, texts, count = _Answers(wanted), [], 0, 0
    for place, text in enumerate(map(normal, corpus.texts)):
        found = _found(text, answers, len(wanted.keys))
        texts += bool(found)
        count += len(found)
        lines += [_line(corpus.ids[place], text, span, width) for span in found[: most - len(lines)]]
        if place % STEP == STEP - 1 or place + 1 == len(corpus):
            progress(place + 1, len(corpus), "recherche")
    return {"action": "context", "phrase": phrase, "count": count, "texts": texts, "lines": lines}


class _Answers(dict):
    """What each spelling answers, looked at once."""

    def __init__(self, wanted):
        super().__init__()
        self.wanted = wanted

    def __missing__(self, word):
        self[word] = found = self.wanted.answers(word)
        return found


def _found(text, answers, length):
    """The spans (start, end) of the phrase in a text, without overlap."""
    words = WORD.findall(text)
    if not any(answers[word][0] for word in words):
        return []
    places, spans, at = list(WORD.finditer(text)), [], 0
    while at + length <= len(places):
        if all(answers[words[at + n]][n] for n in range(length)):
            spans.append((places[at].start(), places[at + length - 1].end()))
            at += length
        else:
            at += 1
    return spans


def _line(one, text, span, width):
    start, end = span
    return {
        "id": one,
        "before": _flat(text[max(0, start - width) : start]),
        "word": text[start:end],
        "after": _flat(text[end : end + width]),
    }


def _flat(text):
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def tell(result):
    """The same for a person, keywords one under the other."""
    if not result["count"]:
        return f"« {result['phrase']} » n’est dans aucune contribution."
    wide = max(len(line["before"]) for line in result["lines"])
    told = [
        f"« {result['phrase']} » : {number(result['count'])} fois, dans {number(result['texts'])} "
        f"contribution{'s' if result['texts'] > 1 else ''}."
    ]
    told += [f"{line['before']:>{wide}}[{line['word']}]{line['after']}  ({line['id']})" for line in result["lines"]]
    if result["count"] > len(result["lines"]):
        told.append(f"… et {number(result['count'] - len(result['lines']))} autres fois.")
    return "\n".join(told)
