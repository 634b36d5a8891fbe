"""AS03 in a real browser, on the demonstration: an evening plenary without a forgotten sandwich."""

import datetime as dt
from collections import Counter

import pytest
from icalendar import Calendar

from parvis.commons.finance.models import Budget
from parvis.commons.people.models import Person
from parvis.commons.workload.models import WorkSession
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate, SpeakerBooking
from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.authorities.models import Venue
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

from .cast import Cast, desk, fact, figure, link, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVE = dt.date(2026, 11, 13)
"""The morning of the day on which the demonstration opens the sheet of the plenary."""
STEPS_AT_THE_DOOR = "Salle polyvalente de Marsanne-d’Orzenne n’est pas accessible sans marche"
EATEN = ["vegetarian"] * 8 + ["gluten_free"]
MEALS = {"headcount": "55", "diet-vegetarian": "8", "diet-gluten_free": "1", "diet-vegan": ""}
LINES = {"repas": "Repas et accueil", "animation": "Animation et facilitation", "road": "Déplacements des membres"}
TOPIC = "Se déplacer sans voiture"
COSTS = {
    "Repas du soir": ("660", "620"), f"Intervention : {TOPIC}": ("300", "300"), f"Voyage : {TOPIC}": ("48", "42,60"),
    "Garde de trois enfants": ("62", "62"), "Interprète en langue des signes": ("420", "414"),
}  # fmt: skip
"""What each need costs, estimated and invoiced: 1 490 € and 1 438.60 €."""


@pytest.fixture
def cast(stand_on, people):
    return Cast(people, stand_on(EVE), "orzenne")


@pytest.fixture
def plenary(cast):
    return Meeting.objects.get(title="Plénière de décembre")


def test_an_evening_plenary_without_a_forgotten_sandwich(cast, plenary, run_jobs, mailoutbox):
    officer, stranger = cast("Maëlle Quintard"), cast()
    budget = Budget.objects.get(year=2026, scheme=None)
    line = {name: budget.lines.get(label=label).pk for name, label in LINES.items()}
    assert told(plenary) == {(0, "TENTATIVE"): 72}

    # 1. The logistics template: seven needs with their dates, the meals due on 30 November.
    officer.go(plenary.get_desk_url()).sees("la fiche donne à chaque besoin sa date, comptée à rebours")
    template = NeedTemplate.objects.get(name="Plénière du soir")
    officer.do(desk("logistics:open_sheet", plenary.pk), start=template.pk, headcount=55)
    sheet = EventLogistics.objects.get(meeting=plenary)
    due = [(row[0], row[1]) for row in rows(officer, "Besoins, par date limite")]
    assert len(due) == 7
    assert [day for what, day in due if what.startswith("Repas du soir")] == ["30 nov. 2026 dans 17 jours"]

    # 2. Nine members say what they eat; the order of fifty-five meals, answered by a private link, names nobody.
    for call, diet in zip(queries.called(plenary), EATEN, strict=False):
        say_what_one_eats(stranger, call, diet)
    meals = need("Repas du soir")
    officer.go(desk("logistics:meals", meals.pk))
    assert {name: officer.page.locator(f"[name={name}]").input_value() for name in MEALS} == MEALS
    officer.do(desk("logistics:meals", meals.pk), served_at="20:00").do(desk("logistics:ask", meals.pk))
    order = Message.objects.get(letter="logistic_order")
    assert (order.email, need("Repas du soir").key in order.body) == ("protocole.orzenne@exemple.invalid", True)
    stranger.go(link("logistics:order", need("Repas du soir").key)).sees("Plénière de décembre", "Service 20 h")
    assert [fact(stranger, of) for of in ("Repas en tout", "Repas végétarien", "Repas sans gluten")] == ["55", "8", "1"]
    assert not named_in(stranger.page.locator("body").inner_text() + order.body, plenary)

    # 3. The caterer quotes 660 €; a speaker, childcare for three, an interpreter are added.
    stranger.fill("Montant", "660").press("Confirmer la commande").sees("Votre montant est transmis")
    officer.go(meals.get_desk_url()).sees("Montant annoncé 660 €", "par Protocole et accueil, par son lien privé")
    officer.do(desk("logistics:estimate", meals.pk), line=line["repas"])
    officer.do(
        desk("logistics:book_speaker", sheet.pk), person=Person.objects.get(family_name="Rodanet").pk, topic=TOPIC,
        due_on="2026-11-26", fee_cents="300", fee_line=line["animation"], travel_cents="48", travel_line=line["road"],
    )  # fmt: skip
    for kind, label in (("childcare", "Garde de trois enfants"), ("interpreting", "Interprète en langue des signes")):
        officer.do(
            desk("logistics:add_need", sheet.pk), kind=kind, label=label, quantity=3 if kind == "childcare" else 1,
            due_on="2026-11-26", estimated_cents=COSTS[label][0], line=line["animation"],
        )  # fmt: skip

    # 4. 1 490 € booked « estimated » on the right lines: 7 910 € available, 6 420 € after estimates.
    assert fact(officer, "Estimé") == "1 490 €"
    officer.go(budget.get_desk_url()).sees("7 910 € disponibles, 6 420 € après estimations")
    left = {row[0]: (row[4], row[5]) for row in rows(officer, "Lignes du budget : voté, engagé, payé, disponible")}
    assert left["Total"] == ("7 910 €", "6 420 €")
    assert {label: found for row, found in left.items() for label in LINES.values() if row.startswith(label)} == {
        "Repas et accueil": ("1 320 €", "660 €"), "Animation et facilitation": ("2 400 €", "1 618 €"),
        "Déplacements des membres": ("1 580 €", "1 532 €"),
    }  # fmt: skip

    # 5. The hall has steps; the meeting moves to one without, calendars and members are told.
    officer.go(sheet.get_desk_url()).sees(f"{STEPS_AT_THE_DOOR}, et 1 personne le demande")
    hall = Venue.objects.get(name="Halle de Marsanne-d’Orzenne")
    officer.do(desk("meetings:change", plenary.pk), venue=hall.pk).sees("72 personnes sont prévenues")
    officer.go(sheet.get_desk_url())
    assert "sans marche" not in officer.page.locator("main").inner_text()
    assert told(plenary) == {(0, "TENTATIVE"): 72, (1, "TENTATIVE"): 72}

    # 6. The convocation: on 1 December it would have asked for the urgency, on 26 November it leaves.
    clock.freeze("2026-12-01T09:00")
    officer.do(desk("meetings:convene", plenary.pk), warned="10 jours francs")
    clock.freeze("2026-11-26T09:00")
    officer.do(desk("meetings:convene", plenary.pk)).sees("72 convocations")
    assert told(plenary) == {(0, "TENTATIVE"): 72, (1, "TENTATIVE"): 72, (2, "CONFIRMED"): 72}
    run_jobs()
    assert sent_by_mail(mailoutbox) == {
        "uid": f"{plenary.uid}@parvis", "sequence": 2, "status": "CONFIRMED", "method": "REQUEST",
        "start": "2026-12-10 18:30 Europe/Paris", "where": "Halle de Marsanne-d’Orzenne",
    }  # fmt: skip
    answer_the_call(cast, plenary)
    officer.go(desk("meetings:convocations", plenary.pk))
    counted = [(fact(officer, label)) for label in ("Viendra", "A donné pouvoir", "Demande à être excusé")]
    assert (counted, fact(officer, "Sans réponse")) == (["2", "1", "1"], "68")

    # Seven days before, everything is confirmed or red.
    confirm(officer, meals)
    clock.freeze("2026-12-03T09:00")
    officer.go(sheet.get_desk_url()).sees("6 besoins en rouge, 5 sur 11 confirmés", "au plus tard le 3 décembre 2026")

    # 7. The evening: the quorum, then the hours and the road.
    clock.freeze("2026-12-10T18:10")
    officer.do(desk("meetings:open_session", plenary.pk)).sees("il manque 36 voix sur 36")
    officer.page.get_by_role("button", name="Arrivée de Mathilde Larrieu").press("Enter")
    officer.page.locator("#quorum", has_text="1 membre présent et 1 pouvoir").wait_for()
    clock.freeze("2026-12-10T22:20")
    officer.do(desk("meetings:hold", plenary.pk), present=51, proxies=6, nothing_decided=True)
    officer.sees("quorum atteint : 57 pour 36")
    evening = WorkSession.objects.get(source=f"meeting:{plenary.pk}")
    officer.go(desk("workload:day")).sees("16 h 30")
    officer.do(desk("workload:correct", evening.pk), start="18:00", end="22:15").sees("créditée : 4 h 15")
    officer.go(desk("workload:day")).sees("Solde à récupérer : 17 h 45")
    officer.do(
        desk("workload:trip_create"), origin="Virazelle", destination="Marsanne-d’Orzenne", km_tenths="36",
        vehicle="personal", purpose="Plénière de décembre",
    )  # fmt: skip
    officer.go(desk("workload:trips")).sees("Plénière de décembre", "36 km")

    # 8. Invoices of 1 438.60 €: committed, then paid; the cost of each person present.
    clock.freeze("2026-12-14T09:00")
    settle(officer)
    officer.go(budget.get_desk_url())
    assert [figure(cell) for cell in rows(officer, "Lignes du budget : voté, engagé, payé, disponible")[-1][1:5]] == [
        "42 000 €", "35 528,60 €", "24 338,60 €", "6 471,40 €",
    ]  # fmt: skip
    officer.go(sheet.get_desk_url())
    assert [fact(officer, of) for of in ("Estimé", "Connu à ce jour", "Par participant présent")] == [
        "1 490 €", "1 438,60 €", "28,21 € (51 présents)",
    ]  # fmt: skip


def need(label):
    return LogisticNeed.objects.get(label=label, sheet__meeting__title="Plénière de décembre")


def told(meeting):
    """What left for calendars: {(SEQUENCE, STATUS): how many people}, read back from the messages."""
    messages = Message.objects.filter(about=f"meetings.meeting:{meeting.pk}").exclude(calendar="")
    events = [Calendar.from_ical(message.calendar).walk("VEVENT")[0] for message in messages]
    assert {str(event["uid"]) for event in events} == {f"{meeting.uid}@parvis"}
    return Counter((int(event["sequence"]), str(event["status"])) for event in events)


def sent_by_mail(outbox):
    """The last event that left by e-mail, as a calendar reads it in the file that it carries."""
    content = next(content for _name, content, kind in outbox[-1].attachments if kind == "application/ics")
    calendar = Calendar.from_ical(content)
    event = calendar.walk("VEVENT")[0]
    start = event["dtstart"].dt
    return {
        "uid": str(event["uid"]), "sequence": int(event["sequence"]), "status": str(event["status"]),
        "method": str(calendar["method"]), "start": f"{start:%Y-%m-%d %H:%M} {start.tzinfo}",
        "where": str(event["location"]),
    }  # fmt: skip


def say_what_one_eats(stranger, call, diet):
    """On the private page of the convocation, with one's consent; who eats without gluten needs no step either."""
    page = stranger.go(link("meetings-links:convocation", call.key)).page
    page.get_by_text("Repas, accès, garde d’enfants, transport").click()
    page.locator(f"[name=diet][value={diet}]").check()
    if diet == "gluten_free":
        page.locator("[name=access][value=step_free]").check()
    page.locator("[name=consent]").check()
    stranger.press("Enregistrer ce qu’il me faut").sees("Ce qu’il vous faut est noté.")


def named_in(text, meeting):
    """The people called whose name is in a text."""
    return [call.person.full_name for call in queries.called(meeting) if call.person.full_name in text]


def answer_the_call(cast, plenary):
    """One comes and says so in the member space, the chair too; a voice is given and an excuse sent by private link."""
    calls = {call.person.full_name: call for call in queries.called(plenary)}
    for name in ("Mathilde Larrieu", "Odile Fontbonne"):
        page = cast(name).go(f"/espace-membre/reunions/{plenary.pk}/").page
        page.get_by_label("Je viendrai", exact=True).check()
        cast(name).press("Répondre").sees("Votre réponse est enregistrée.")
    stranger = cast()
    stranger.go(link("meetings-links:convocation", calls.pop("Karim Ouzari").key))
    stranger.page.get_by_label("Je donne pouvoir").check()
    stranger.page.locator("[name=holder]").select_option(label="Mathilde Larrieu")
    stranger.press("Répondre").sees("Votre réponse est enregistrée.")
    other = next(call for name, call in sorted(calls.items()) if name not in ("Mathilde Larrieu", "Odile Fontbonne"))
    stranger.go(link("meetings-links:convocation", other.key)).page.get_by_label("Je demande à être excusé").check()
    stranger.press("Répondre").sees("Votre réponse est enregistrée.")


def confirm(officer, meals):
    """What is priced is confirmed, the speaker once the rights are settled."""
    officer.do(desk("logistics:rights", SpeakerBooking.objects.get().pk), slides_right="granted", image_right="granted")
    for label, (estimated, _) in COSTS.items():
        officer.do(desk("logistics:confirm", need(label).pk), cents=estimated)


def settle(officer):
    """What was there is settled against its invoice."""
    for number, (label, (_, invoiced)) in enumerate(COSTS.items(), start=1):
        row = need(label)
        officer.do(desk("logistics:deliver", row.pk), on="2026-12-10")
        officer.do(
            desk("logistics:settle", row.pk), number=f"F-2026-{number}", cents=invoiced, on="2026-12-11",
            paid_on="2026-12-14",
        )  # fmt: skip
