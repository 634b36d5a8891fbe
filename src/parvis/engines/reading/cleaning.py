"""Cleaning of contributions: what machines left in them is removed, what names somebody is masked, all is said."""

import html
import re
import unicodedata
from dataclasses import dataclass

from ..progress import silent
from ..words import number
from .corpus import Corpus
from .stems import STEP, WORD

SHORT = 3
"""Under so many words, a text is said to be short: a person looks whether it means anything."""

TAG = re.compile(
    r"</?(?:a|b|br|blockquote|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|table|td|tr|u|ul)\b[^<>]*>", re.I
)
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd]"
)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
REPEATED = re.compile(r"([!?.,;:*=_#~-])\1{3,}")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<!\d)(?:\+33[ .]?|0)[1-9](?:[ .-]?\d\d){4}(?!\d)")
LETTERS = re.compile(r"[^\W\d_]")

BROKEN = re.compile("[ÂÃ][\u0080-\u00bf€œŠšŽžŸ‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—˜™›]|â€")
"""What UTF-8 looks like once read as Windows-1252: « Ã© » for « é »."""


@dataclass(frozen=True)
class Cleaned:
    """A corpus after cleaning, and {id: what was done or is to look at}."""

    corpus: Corpus
    notes: dict


KINDS = {
    "accents": "accents réparés",
    "html": "balises ou entités HTML retirées",
    "invisible": "caractères invisibles retirés",
    "repeated": "ponctuation répétée réduite",
    "spaces": "espaces remis en ordre",
    "address": "adresse électronique masquée",
    "telephone": "numéro de téléphone masqué",
    "empty": "vide",
    "short": f"moins de {SHORT} mots, à relire",
    "capitals": "tout en capitales",
}
"""What cleaning does to a text, then what it says of it."""


def clean(corpus, *, progress=silent):
    """The corpus cleaned: the same ids, whatever becomes of their texts."""
    texts, notes = [], {}
    for place, text in enumerate(corpus.texts):
        cleaned, found = clean_text(text)
        texts.append(cleaned)
        if found:
            notes[corpus.ids[place]] = found
        if place % STEP == STEP - 1 or place + 1 == len(corpus):
            progress(place + 1, len(corpus), "nettoyage")
    return Cleaned(Corpus(corpus.ids, tuple(texts), corpus.lines), notes)


def clean_text(text):
    """A text cleaned, and the kinds of what was done or is to look at, in the order of KINDS."""
    found = []
    for kind, act in _ACTS:
        after = act(text)
        if after != text:
            found.append(kind)
            text = after
    return text, tuple(found + _seen(text))


def _repaired(text):
    if not BROKEN.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _plain(text):
    if "<" in text:
        text = TAG.sub(" ", text)
    return html.unescape(text) if "&" in text else text


def _spaced(text):
    text = SPACES.sub(" ", text)
    return (LINES.sub("\n", text) if "\n" in text or "\r" in text else text).strip()


_ACTS = (
    ("accents", lambda text: unicodedata.normalize("NFC", _repaired(text))),
    ("html", _plain),
    ("invisible", lambda text: INVISIBLE.sub("", text)),
    ("repeated", lambda text: REPEATED.sub(r"\1\1\1", text)),
    ("spaces", _spaced),
    ("address", lambda text: ADDRESS.sub("[adresse électronique]", text) if "@" in text else text),
    ("telephone", lambda text: TELEPHONE.sub("[téléphone]", text)),
)


def _seen(text):
    if not text:
        return ["empty"]
    seen = ["short"] if len(text) < 100 and len(WORD.findall(text)) < SHORT else []
    if text.isupper() and len(LETTERS.findall(text)) >= 10:
        seen.append("capitals")
    return seen


def written(cleaned):
    """What JSON can write: every text, what was done to it, and how often."""
    counts = dict.fromkeys(KINDS, 0)
    for kinds in cleaned.notes.values():
        for kind in kinds:
            counts[kind] += 1
    return {
        "action": "clean",
        "texts": [
            {"id": one, "text": text, "notes": list(cleaned.notes.get(one, ()))}
            for one, text in zip(cleaned.corpus.ids, cleaned.corpus.texts, strict=True)
        ],
        "counts": counts,
    }


def tell(result):
    """The same for a person: figures, then the ids of what is to be read again."""
    told = [f"{number(len(result['texts']))} contributions lues."]
    told += [f"  {KINDS[kind]} : {number(count)}" for kind, count in result["counts"].items() if count]
    for kind in ("empty", "short"):
        ids = [text["id"] for text in result["texts"] if kind in text["notes"]]
        if ids:
            told.append(f"À relire ({KINDS[kind]}) : {', '.join(ids[:20])}{'…' if len(ids) > 20 else ''}")
    return "\n".join(told)
