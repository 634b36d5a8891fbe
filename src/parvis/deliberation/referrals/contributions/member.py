"""The member space: the questions of one’s bodies, and what is expected of oneself."""

from parvis.commons.writing.choices import Status as TextStatus
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.manifest import Block, DueItem

from .. import queries
from ..choices import OPEN_QUESTIONS, TRANSMITTED_ON, Status
from ..models import Referral, WorkStep

SHOWN = 6
TO_WRITE = (Status.IN_PROGRESS, Status.OPINION_DRAFTING)
"""States in which the rapporteur owes the draft of the opinion."""

WRITABLE = (TextStatus.DRAFTING, TextStatus.FINAL)
"""States in which its text waits for their pen."""


def member_blocks(user, authority):
    """For a member: the questions of their bodies, and what became of their opinions."""
    bodies = user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=authority.pk)
    if not bodies:
        return
    rows = Referral.objects.of(authority).filter(body__in=bodies).exclude(status=Status.DRAFT).select_related("body")
    working = list(rows.filter(status__in=(*OPEN_QUESTIONS, Status.OPINION_ADOPTED)).order_by("expected_on")[:SHOWN])
    told = list(rows.filter(status__in=TRANSMITTED_ON).order_by("-transmitted_on")[:SHOWN])
    for row in (*working, *told):
        row.late = queries.late_words(row)
    if working:
        yield Block("Les questions posées à vos instances", "referrals/member/block.html", {"rows": working}, order=20)
    if told:
        yield Block("Ce que sont devenus vos avis", "referrals/member/block.html", {"rows": told}, order=30)


def member_tasks(user, authority):
    """For a member: the opinions that they report on and have to write, their stages of the work plans."""
    bodies = user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=authority.pk)
    if not bodies:
        return
    mine = Referral.objects.of(authority).filter(rapporteur__user=user, body__in=bodies, status__in=TO_WRITE)
    for referral in mine.select_related("text").order_by("expected_on", "pk")[:SHOWN]:
        if draft := _draft_owed(referral):
            yield draft
    held = WorkStep.objects.of(authority).held_by(user).filter(referral__body__in=bodies).select_related("referral")
    for step in held.order_by("due_on", "pk")[:SHOWN]:
        yield DueItem(
            f"{step.title} ({step.referral.title})", "Étape de travail", "vous", step.due_on,
            step.referral.get_member_url(), address("member:referrals:complete_work_step", step.pk),
            "Marquer comme faite",
        )  # fmt: skip


def _draft_owed(referral):
    """What a rapporteur has to do for an opinion; nothing while its text is read by the others or voted on."""
    page, when = referral.get_member_url(), referral.adoption_planned_on or referral.expected_on
    if referral.status != Status.OPINION_DRAFTING:
        return DueItem(referral.title, "Projet d’avis à ouvrir", "vous", when, page)
    if referral.text.status not in WRITABLE:
        return None
    write = address("member:writing:write", referral.text_id)
    return DueItem(referral.title, "Projet d’avis à écrire", "vous", when, page, write, "Écrire")
