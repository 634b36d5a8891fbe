"""The fingerprint of a locked text: what was adopted, so that anybody can check that nothing moved since."""

import hashlib
import json

from .choices import TextKind


def fingerprint_of(text):
    """SHA-256 of the title, the last version, the recommendations, the divergences and the minority positions."""
    said = [text.kind, text.title, text.latest.html, *_recommendations(text), *_divergences(text), *_minority(text)]
    said += _arguments(text) if text.kind == TextKind.SYNTHESIS else []
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def is_intact(text):
    """Whether a locked text still has the words it was locked with."""
    return text.fingerprint == fingerprint_of(text)


def _recommendations(text):
    rows = text.recommendations.order_by("number")
    return [[r.number, r.statement, r.explanation, r.addressee_id, r.addressee_label] for r in rows]


def _divergences(text):
    rows = text.divergences.order_by("pk").prefetch_related("positions")
    return [[d.subject, [[p.statement, p.supporters_count] for p in d.positions.all()]] for d in rows]


def _minority(text):
    rows = text.minority_positions.order_by("pk").prefetch_related("holders")
    return [[m.title, m.html, sorted(p.pk for p in m.holders.all()), *_votes(m)] for m in rows]


def _arguments(text):
    rows = text.debate_notes.order_by("pk").prefetch_related("themes")
    return [[n.kind, n.body, n.supporters_count, sorted(t.name for t in n.themes.all())] for n in rows]


def _votes(row):
    return [row.in_favour, row.against, row.abstentions]
