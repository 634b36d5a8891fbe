"""Referrals on the pages of what they concern: a body, a meeting."""

from django.utils.translation import gettext as _

from parvis.ground.core import french
from parvis.ground.core.manifest import Block, Chapter

from .. import queries
from ..choices import AWAITING_ANSWER, OPEN_QUESTIONS, RECEIVED, Status
from ..models import AgendaLink, Referral

SHOWN = 6


def scheme_panels(scheme, user):
    """The questions asked to a body, on its pages."""
    rows = Referral.objects.filter(body=scheme.pk).for_links()
    at_desk = user is not None and user.has_perm("referrals.list_referral", scheme.authority)
    rows = rows.visible_to(user) if user is not None else rows.exclude(status=Status.DRAFT)
    found = list(rows.order_by("-year", "-sequence")[:SHOWN])
    for row in found:
        row.late = queries.late_words(row)
    if found:
        context = {"rows": found, "at_desk": at_desk}
        yield Block(_("Questions, avis et réponses"), "referrals/public/panel.html", context, order=20)


def scheme_chapters(scheme):
    """For whoever joins a body: what it is asked now, and the opinions that wait for an answer."""
    rows = Referral.objects.filter(
        body=scheme.pk, status__in=(*OPEN_QUESTIONS, Status.OPINION_ADOPTED, *AWAITING_ANSWER)
    )
    lines = tuple(_told(row) for row in rows.order_by("expected_on", "year", "sequence")[:SHOWN])
    none = "Aucune question n’est posée à l’instance en ce moment."
    yield Chapter("Les questions en cours", lines, none, order=30)


def _told(referral):
    if referral.status in AWAITING_ANSWER:
        until = f" au plus tard le {french.plain_date(referral.answer_due_on)}" if referral.answer_due_on else ""
        return f"{referral} : l’avis est transmis, la réponse est attendue{until}."
    if referral.status == Status.OPINION_ADOPTED:
        return f"{referral} : l’avis est adopté."
    until = f", avis attendu le {french.plain_date(referral.expected_on)}" if referral.expected_on else ""
    return f"{referral}{until}."


def meeting_panels(meeting, user):
    """The questions on the agenda of a meeting, as far as the person may know of them."""
    known = Referral.objects.visible_to(user) if user is not None else Referral.objects.filter(status__in=RECEIVED)
    known = known.filter(agenda_links__item__meeting=meeting)  # of this meeting: nothing is asked of the others
    links = list(AgendaLink.objects.filter(item__meeting=meeting, referral__in=known).for_list())
    if links:
        at_desk = user is not None and user.has_perm("referrals.list_referral", meeting.authority)
        yield Block(
            _("Saisines à l’ordre du jour"), "referrals/agenda.html", {"links": links, "at_desk": at_desk}, order=20
        )
