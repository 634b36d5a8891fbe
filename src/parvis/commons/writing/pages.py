"""What the desk and the member space both show of a text."""

from itertools import count

from parvis.commons.people.queries import person_of
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.verbs import Verb, offers

from . import documents
from .choices import OPEN, NoteKind, TextKind
from .models import DebateNote

WITH_RECOMMENDATIONS = (TextKind.OPINION, TextKind.CONTRIBUTION, TextKind.REPORT)
DESK, MEMBER = "desk:writing:", "member:writing:"


def verbs(base):
    """The verbs of a text in one shell."""
    return (
        Verb("Écrire", f"{base}write", "writing.write_text"),
        Verb("Ouvrir les commentaires", f"{base}open_comments", "writing.run_text", "open_comments", _why_no_remarks),
        Verb("Clore les commentaires", f"{base}close_comments", "writing.run_text", "close_comments"),
        Verb("Reprendre l’écriture", f"{base}return", "writing.run_text", "return_to_drafting", back=True),
        Verb("Enregistrer l’adoption", f"{base}adopt", "writing.adopt_text", "adopt_text", _why_not_here),
        Verb("Arrêter sans vote", f"{base}approve", "writing.adopt_text", "adopt_text", _why_not_here),
        Verb("Publier", f"{base}publish", "writing.adopt_text", "publish_text", _why_not_here),
        Verb("Écrire la version facile à lire", f"{base}plain", "writing.write_plain_text", "", _why_no_plain),
        Verb("Produire le document", f"{base}produce", "writing.run_text", "", _why_no_document),
    )


def _why_no_remarks(text):
    return "" if text.head else "Écrivez d’abord une première version."


def _why_not_here(text):
    return "L’adoption se décide sur la fiche d’origine." if text.is_governed else ""


def _why_no_document(text):
    ready = text.head if text.kind in documents.PUBLIC else text.notes_count or text.positions_count
    return "" if ready else "Rien n’est encore écrit ni noté."


def _why_no_plain(text):
    if text.kind == TextKind.PLAIN_LANGUAGE:
        return "C’est déjà la version facile à lire."
    return "Elle existe déjà." if text.plain_version else ""


def offered(user, text, base):
    """The verbs shown: those that will never serve this text are left out."""
    shown = [v for v in verbs(base) if not (v.why_not is _why_not_here and text.is_governed)]
    if text.kind == TextKind.PLAIN_LANGUAGE:
        shown = [v for v in shown if v.why_not is not _why_no_plain]
    return [o for o in offers(user, text, shown) if text.status in OPEN or o.possible]


def record(request, text, tab, base):
    """The context of a record page, whatever its tab."""
    origin = text.origin_desk_url if base == DESK else text.origin_member_url
    return {
        "object": text, "text": text, "title": text.title, "state": text, "base": base,
        "kicker": text.scheme.name, "kicker_url": origin, "number": text.get_kind_display(),
        "next_step": next_step(text), "facts": facts(text), "verbs": offered(request.user, text, base),
        "tabs": tabs(text, tab, base), "tab_label": tab, "origin_url": origin,
        "rail": {"history": history_of(text, request.user, limit=RECENT)} if base == DESK else None,
        "me": person_of(request.user, request.authority),
    }  # fmt: skip


def next_step(text):
    """What is awaited of the text, of whom, for when."""
    if text.status == "commenting":
        return {"what": "remarques des membres", "who": "", "when": text.comments_until}
    if text.status == "voting":
        return {"what": "votes des membres", "who": "", "when": text.running_procedure.closes_on}
    waiting = text.open_count if text.is_open else 0
    if waiting:
        said = french.plural(waiting, "remarque à examiner", "remarques à examiner")
        return {"what": said, "who": str(text.rapporteur or ""), "when": None}
    return None


def facts(text):
    """The few figures of the header."""
    latest = text.latest
    rows = [("Version", f"{latest.number}, {french.short_date(latest.created_at)}" if latest else "aucune")]
    if text.rapporteur:
        rows.append(("Sous la plume de", text.rapporteur.full_name))
    if text.fingerprint:
        rows.append(("Empreinte", text.short_fingerprint))
    if text.kind != TextKind.PLAIN_LANGUAGE:
        rows.append(("Version facile à lire", plain_state(text)))
    return rows


def plain_state(text):
    """« manquante » until somebody writes it: the gap is shown, not hidden."""
    plain = text.plain_version
    return plain.get_status_display() if plain else "manquante"


def tabs(text, current, base):
    """The parts of a text, each with its address."""
    counted = [
        ("Texte", "detail", None),
        ("Débat", "debate", text.notes_count),
        ("Synthèse", "synthesis", None),
        ("Désaccords", "disagreements", text.divergences_count + text.positions_count),
    ]
    if text.kind in WITH_RECOMMENDATIONS:
        counted.append(("Recommandations", "recommendations", text.recommendations_count))
    counted.append(("Versions", "versions", text.head))
    return [
        {"label": label, "url": address(f"{base}{name}", text.pk), "current": label == current, "count": count}
        for label, name, count in counted
    ]


def paragraphs(text, version):
    """The blocks of a version with the remarks on each; remarks on a paragraph since removed come apart."""
    by_anchor, apart = {}, []
    present = set(version.anchors)
    for row in text.comments.for_list():
        if row.anchor in present:
            by_anchor.setdefault(row.anchor, []).append(row)
        else:
            apart.append(row)
    numbers = count(1)
    blocks = [
        {
            "block": block, "comments": by_anchor.get(block.anchor, []),
            "number": next(numbers) if block.html.startswith("<p") else None,
        }
        for block in version.blocks
    ]  # fmt: skip
    return blocks, apart


def notes_by_theme(text):
    """The debate notes of the text, under each theme; those without theme come last."""
    groups = {}
    for note in DebateNote.objects.filter(text=text).for_list():
        for name in [t.name for t in note.themes.all()] or ["Sans thème"]:
            groups.setdefault(name, []).append(note)
    ordered = sorted(groups, key=lambda name: (name == "Sans thème", name))
    kinds = list(NoteKind.values)
    return [(name, sorted(groups[name], key=lambda n: kinds.index(n.kind))) for name in ordered]


def recommendations(text):
    return text.recommendations.select_related("addressee")


def minority_positions(text):
    return text.minority_positions.prefetch_related("holders")


def divergences(text):
    return text.divergences.prefetch_related("positions")


def may_comment(user, text):
    """Whether a remark may be left now: the right, and the period."""
    in_time = text.status == "commenting" and text.comments_until >= clock.today()
    return in_time and user.has_perm("writing.comment_text", text)
