"""The documents of a meeting that is over (D11), and the note to the councillor."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.acts import record

from .. import documents, letters
from ..choices import TOOK_PLACE

MAKERS = {
    "draft": documents.draft_minutes,
    "approved": documents.approved_minutes,
    "public": documents.public_minutes,
    "decisions": documents.decision_log,
    "note": documents.councillor_note,
}
KINDS_OF = {
    "draft": documents.MINUTES_DRAFT,
    "approved": documents.MINUTES,
    "public": documents.PUBLIC_MINUTES,
    "decisions": documents.DECISIONS,
    "note": documents.NOTE,
}
OF_THE_MEETING = ("decisions", "note")
"""They are files of the meeting; the others are read with the minutes."""


def write_later(meeting, by, *names):
    """Ask for these documents once the step is committed; a job writes them, dated from this moment."""
    moment = clock.now().isoformat()

    def ask():
        # The job imports the verbs: it is found when it is needed.
        from ..tasks import write_documents

        write_documents.enqueue(meeting.pk, list(names), by.pk if by else None, moment)

    transaction.on_commit(ask)


def produce(meeting, name, *, by, formats=None):
    """One document in its formats; returns the rows, with those that already say the same."""
    about = meeting if name in OF_THE_MEETING else meeting.minutes
    document, template = MAKERS[name](meeting)
    kind, wanted = KINDS_OF[name], formats or KINDS_OF[name].formats
    same = ProducedDocument.objects.about(about).filter(kind=kind.code, fingerprint=document.fingerprint)
    known = list(same.filter(format__in=wanted).select_related("stored"))
    if missing := [code for code in wanted if code not in {row.format for row in known}]:
        known += files.produce(
            document, kind=kind.code, about=about, by=by, template=template, formats=missing, public=name == "public"
        )
    return known


def minutes_file(minutes, *, by):
    """The PDF of the approved minutes, written now if no job has yet."""
    return produce(minutes.meeting, "approved", by=by, formats=("pdf",))[0].stored


def send_note(meeting, *, by):
    """Write the one-page note of what was decided, and send it to the councillor who follows the scheme.

    `Refused` without a referring councillor, before the session, or with nothing to tell.
    """
    councillor = meeting.scheme.referring_councillor
    if councillor is None:
        raise Refused("Ce dispositif n’a pas d’élu référent : indiquez-le sur sa fiche.")
    if meeting.status not in TOOK_PLACE:
        raise Refused("La note s’écrit après la séance.")
    if not meeting.decisions.exists() and not meeting.actions.exists():
        raise Refused("Aucune décision ni suite n’est écrite : la note serait vide.")
    made = produce(meeting, "note", by=by)
    pdf = next(row for row in made if row.format == "pdf")
    letters.CouncillorNote(meeting).send_to(
        councillor.recipient(), group=letters.group_of(meeting), once=f"{meeting.pk}|{pdf.fingerprint[:16]}",
        attachments=(pdf.stored,),
    )  # fmt: skip
    record(meeting, "send_note", by=by, facts={"person": councillor.pk, "file": pdf.stored_id})
    return pdf.stored
