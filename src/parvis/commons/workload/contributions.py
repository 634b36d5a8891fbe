"""What working time brings to the day of each person. Nothing of it is searched, published or put in a calendar."""

from django.urls import reverse

from parvis.commons.people.queries import named, names
from parvis.ground.accounts.models import User
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.ground.core.gathering import Source, others
from parvis.ground.core.manifest import DueItem
from parvis.ground.core.moments import WHEN_ASKED

from . import rules
from .models import ExpenseClaim, SaturdayAgreement, WorkSession


def due(user, authority, today):
    """An officer: hours to note, answers they wait for, claims to check. A director: Saturdays to answer."""
    if rules.has_hours.test(user, authority):
        yield from _own(user, authority)
    if rules.leads_team.test(user, authority):
        yield _to_answer(user, authority)
    if rules.checks_claim.test(user, authority):
        yield _to_check(user, authority)


def _own(user, authority):
    finished = WorkSession.objects.of(authority).of_user(user).planned().filter(ends_at__lte=WHEN_ASKED)
    yield Source(
        finished.order_by("day", "pk"), ("pk", "day", "label"), _to_note,
        rest=others("autre séance à noter", "autres séances à noter", reverse("desk:workload:sessions")),
    )  # fmt: skip
    asked = SaturdayAgreement.objects.of(authority).of_user(user).waiting()
    yield Source(asked.order_by("day", "pk"), ("pk", "day"), _waiting)


def _to_note(row):
    url = WorkSession(pk=row.pk).get_desk_url()
    action = address("desk:workload:do", row.pk)
    return DueItem(row.label, "Heures à noter", "vous", row.day, url, action, "Noter mes heures")


def _waiting(row):
    words = f"Samedi {french.plain_date(row.day)}"
    url = SaturdayAgreement(pk=row.pk).get_desk_url()
    return DueItem(words, "Accord demandé", "la direction", row.day, url, waiting=True)


def _to_answer(user, authority):
    rows = SaturdayAgreement.objects.of(authority).waiting().exclude(user=user)

    def read(row):
        url = SaturdayAgreement(pk=row.pk).get_desk_url()
        words = f"Samedi {french.plain_date(row.day)}, {User(name=row.user__name)}"
        return DueItem(words, "Accord à donner ou à refuser", "vous", None, url, url, "Répondre")

    rest = others("autre samedi à décider", "autres samedis à décider", reverse("desk:workload:agreements"))
    return Source(rows.order_by("day", "pk"), ("pk", "day", "user__name"), read, rest=rest)


def _to_check(user, authority):
    rows = ExpenseClaim.objects.of(authority).visible_to(user).waiting().exclude(person__user=user)

    def read(row):
        person = named(row, "person")
        url = ExpenseClaim(pk=row.pk).get_desk_url()
        return DueItem(row.meeting, "État de frais à vérifier", str(person), None, url, url, "Vérifier")

    rest = others("autre état de frais à vérifier", "autres états de frais à vérifier", reverse("desk:workload:claims"))
    columns = ("pk", "meeting", *names("person"))
    return Source(rows.order_by("submitted_at", "pk"), columns, read, rest=rest)
