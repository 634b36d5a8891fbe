"""French typography of written texts, on screen and on paper: the right apostrophe, spaces that do not break.

Only spaces that are already there are changed, so addresses, times and codes keep their shape.
"""

import re

NBSP = "\u00a0"
THIN = "\u202f"

_RULES = [
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r" (?=[;!?])"), THIN),
    (re.compile(r" (?=[:»%€])"), NBSP),
    (re.compile(r"(?<=«) "), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), THIN),
    (re.compile(r"\b(n°|nº|art\.|p\.|§|M\.|MM\.|Mme|Mmes|Dr|Me) (?=\S)"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:h|km|m|m²|ha|kg|t|j)\b)"), NBSP),
]
_TAG = re.compile(r"""(<(?:[^>"]|"[^"]*")*>)""")


def french(text):
    """The same words, set as a French printer would."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def french_html(html):
    """The same for cleaned HTML: what stands between tags is set, the tags and their addresses are left alone."""
    parts = _TAG.split(html)
    return "".join(part if number % 2 else french(part) for number, part in enumerate(parts))
