"""AS03, steps 1 to 5 and 8, and AS18, steps 1 and 2, through the pages."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from parvis.commons.finance import queries as finance
from parvis.commons.finance.choices import ExpenseStatus
from parvis.commons.finance.tests.factories import (
    BudgetFactory,
    BudgetLineFactory,
    ExpenseFactory,
    SchemeBudgetFactory,
)
from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.logistics import lifecycle
from parvis.deliberation.logistics.choices import Status
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed
from parvis.deliberation.meetings import lifecycle as meetings
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.authorities.tests.factories import VenueFactory
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:logistics:{name}", args=args)


def done(page):
    """The page answered by a redirection: the verb was done."""
    assert page.status_code == 302, re.sub(r"<[^>]+>", " ", page.content.decode())[-1500:]
    return page


def total_of(budget):
    return finance.total(finance.figures(budget))


@pytest.fixture
def mission(authority):
    """The budget of the mission at T0: 42 000 € voted, 34 090 € committed."""
    budget = BudgetFactory(authority=authority)
    rows = (
        ("Repas et accueil", 4_500, 3_180), ("Animation et facilitation", 12_000, 9_600),
        ("Déplacements des membres", 3_000, 1_420), ("Autres", 22_500, 19_890),
    )  # fmt: skip
    lines = {}
    for number, (label, voted, committed) in enumerate(rows, start=1):
        line = BudgetLineFactory(budget=budget, number=number, label=label, voted_cents=voted * 100)
        ExpenseFactory(line=line, status=ExpenseStatus.COMMITTED, estimated_cents=committed * 100)
        lines[label] = line
    return budget, lines


def test_an_evening_plenary_without_a_forgotten_sandwich(desk, authority, meeting, mission, at):
    budget, lines = mission
    meals, animation, travel, _ = lines.values()
    assert total_of(budget).available == 791_000

    # 1. The sheet opens with seven needs; the meals are due ten days before.
    assert "Ouvrir la fiche logistique" in desk.get(meeting.get_desk_url()).content.decode()
    done(desk.post(url("open_sheet", meeting.pk), {"start": "usual", "headcount": "55"}))
    sheet = EventLogistics.objects.get()
    assert sheet.needs.count() == 7
    catering = sheet.needs.get(kind="catering")
    assert catering.due_on == dt.date(2026, 11, 30)

    # 2. 55 meals in counts; the order shows no name.
    PersonFactory(authority=authority, family_name="Fontbonne")
    done(desk.post(url("meals", catering.pk), {
        "headcount": "55", "served_at": "20:00", "diet-vegetarian": "8", "diet-gluten_free": "1",
    }))  # fmt: skip
    done(desk.post(url("revise", catering.pk), {
        "label": "Repas du soir", "quantity": "55", "due_on": "2026-11-30", "provider_label": "Les Paniers d’Orzenne",
        "provider_email": "commande@exemple.invalid",
    }))  # fmt: skip

    # 3. The caterer quotes 660 €, a speaker, childcare, an interpreter.
    done(desk.post(url("estimate", catering.pk), {"cents": "660", "line": meals.pk}))
    done(desk.post(url("book_speaker", sheet.pk), {
        "person": PersonFactory(authority=authority).pk, "topic": "Se déplacer sans voiture", "due_on": "2026-11-26",
        "fee_cents": "300", "fee_line": animation.pk, "travel_cents": "48", "travel_line": travel.pk,
    }))  # fmt: skip
    for kind, label, cents in (
        ("childcare", "Garde de trois enfants", "62"),
        ("interpreting", "Interprète LSF", "420"),
    ):
        done(desk.post(url("add_need", sheet.pk), {
            "kind": kind, "label": label, "quantity": "1", "due_on": "2026-11-26", "estimated_cents": cents,
            "line": animation.pk, "provider_label": label,
        }))  # fmt: skip

    # 4. 1 490 € estimated on the right lines; 7 910 → 6 420 € after estimates.
    money = total_of(budget)
    assert (money.estimated, money.available, money.available_after_estimates) == (149_000, 791_000, 642_000)
    by_line = {row.line.label: row.estimated for row in finance.figures(budget)}
    assert by_line == {
        "Repas et accueil": 66_000, "Animation et facilitation": 78_200, "Déplacements des membres": 4_800, "Autres": 0,
    }  # fmt: skip
    page = desk.get(sheet.get_desk_url()).content.decode()
    assert "1\xa0490\xa0€" in page

    # 5. The room has steps: a warning; the hall of Marsanne has none.
    lifecycle.revise_sheet(sheet, by=None, headcount=55, notes="")
    meetings.change(meeting, by=None, venue=VenueFactory(authority=authority, name="Salle du conseil", step_free=False))
    assert "pas accessible sans marche" in desk.get(sheet.get_desk_url()).content.decode()
    hall = VenueFactory(authority=authority, name="Salle des fêtes de Marsanne-d’Orzenne", step_free=True, capacity=200)
    meetings.change(meeting, by=None, venue=hall)
    assert "pas accessible sans marche" not in desk.get(sheet.get_desk_url()).content.decode()

    # 8. Invoices 1 438,60 €: committed, then paid; the cost of each participant is shown.
    priced = list(LogisticNeed.objects.filter(expense__isnull=False).order_by("estimated_cents"))
    invoices = ("42,60", "62", "300", "414", "620")
    assert sum(int(float(i.replace(",", ".")) * 100) for i in invoices) == 143_860
    for need in priced:
        override = {"override": "Droits donnés par courriel."}
        done(
            desk.post(url("confirm", need.pk), {"cents": str(need.estimated_cents / 100).replace(".", ","), **override})
        )
    assert total_of(budget).committed == 3_409_000 + 149_000
    at("2026-12-14")
    for need, invoice in zip(priced, invoices, strict=True):
        done(desk.post(url("deliver", need.pk), {"on": "2026-12-10"}))
        done(desk.post(url("settle", need.pk), {
            "number": f"F-{need.pk}", "cents": invoice, "on": "2026-12-11", "paid_on": "2026-12-14",
        }))  # fmt: skip
    money = total_of(budget)
    assert (money.estimated, money.committed - 3_409_000, money.paid) == (0, 143_860, 143_860)
    type(meeting).objects.filter(pk=meeting.pk).update(status="held", convened_at=clock.now(), present=58)
    page = desk.get(meeting.get_desk_url()).content.decode()
    assert "Par participant présent" in page
    assert "24,80\xa0€" in page


def test_a_saturday_of_the_fabrique(desk, authority, council, officer, protocol, at):
    """Brigitte answers 690 € on her private page: 15 870 → 16 560 € committed, 24 000 € voted."""
    start = clock.local(dt.datetime(2026, 12, 12, 8, tzinfo=dt.UTC))
    meeting = MeetingFactory(scheme=council.scheme_ptr, title="Plénière 4", starts_at=start)
    budget = SchemeBudgetFactory(authority=authority, scheme=council.scheme_ptr)
    line = BudgetLineFactory(budget=budget, label="Repas et accueil", voted_cents=2_400_000)
    ExpenseFactory(line=line, status=ExpenseStatus.COMMITTED, estimated_cents=1_587_000)

    # 1. From the template: the order is due on 2 December; the speaker is confirmed with rights on slides.
    former = lifecycle.open_sheet(MeetingFactory(scheme=council.scheme_ptr), by=officer, usual=True)
    model = lifecycle.keep_template(former, by=officer, name="Samedi")
    done(desk.post(url("open_sheet", meeting.pk), {"start": str(model.pk)}))
    sheet = EventLogistics.objects.get(meeting=meeting)
    need = sheet.needs.get(kind="catering")
    assert need.due_on == dt.date(2026, 12, 2)
    booking = lifecycle.book_speaker(
        sheet, by=officer, person=PersonFactory(authority=authority), topic="Où va la pluie ?", due_on=need.due_on
    )
    warned = desk.post(url("confirm", booking.need_id), {"cents": ""})
    assert warned.status_code == 422
    assert "Les droits sur les diapositives" in warned.content.decode()
    done(desk.post(url("rights", booking.pk), {"slides_right": "granted", "image_right": "granted"}))
    done(desk.post(url("confirm", booking.need_id), {"cents": ""}))
    at("2026-11-30")
    page = desk.get(sheet.get_desk_url()).content.decode()
    assert "à demander, urgent" in page

    # 2. The order leaves; Brigitte opens it without an account and answers 690 €.
    done(desk.post(url("revise", need.pk), {
        "label": "Repas de midi", "quantity": "46", "due_on": "2026-12-02", "department": protocol.pk,
    }))  # fmt: skip
    done(desk.post(url("meals", need.pk), {
        "headcount": "46", "served_at": "12:30", "diet-vegetarian": "9", "diet-halal": "3", "diet-gluten_free": "2",
        "allergy-nuts": "1",
    }))  # fmt: skip
    done(desk.post(url("estimate", need.pk), {"cents": "690", "line": line.pk}))
    done(desk.post(url("ask", need.pk)))
    need.refresh_from_db()
    letter = Message.objects.get(letter="logistic_order")
    assert letter.email == "protocole@exemple.invalid"
    assert need.key in letter.body
    stranger = Client(HTTP_HOST=authority.primary_host())
    page = stranger.get(reverse("public:logistics:order", args=[need.key])).content.decode()
    for words in ("Plénière 4", "46", "Repas végétarien", "fruits à coque", "12\xa0h\xa030"):
        assert words in page
    done(stranger.post(reverse("public:logistics:accept", args=[need.key]), {"cents": "690"}))
    need.refresh_from_db()
    assert (need.status, need.expense.status) == (Status.CONFIRMED, ExpenseStatus.COMMITTED)
    money = total_of(budget)
    assert (money.voted, money.committed) == (2_400_000, 1_656_000)
    assert Message.objects.filter(letter="logistic_order_answered", user=officer).exists()
