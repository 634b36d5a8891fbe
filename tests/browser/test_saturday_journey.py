"""AS18 in a real browser, on the demonstration: a Saturday of the Fabrique."""

import datetime as dt
import io
import zipfile
from functools import partial

import pytest
from PIL import Image

from parvis.commons.finance.models import Budget
from parvis.commons.people.models import Person
from parvis.commons.workload.models import SaturdayAgreement
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate, SpeakerBooking
from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.models import Meeting, MeetingPhoto
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.mailing.models import Message

from .cast import Cast, desk, fact, figure, link, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE_THE_SHEET = dt.date(2026, 11, 6)
TOPIC = "Où va la pluie ?"
SEQUENCES = (
    ("Accueil", 20, "badges, café"), ("Retour sur la plénière 3", 25, "vidéoprojecteur"),
    (TOPIC, 45, "vidéoprojecteur, boucle magnétique"), ("Consigne des trois tables", 10, ""),
    ("Premier tour de table", 30, "nappes, feutres"), ("Deuxième tour de table", 30, "nappes, feutres"),
    ("Ce que chaque table retient", 20, "gommettes"), ("Mise en commun graphique", 30, "panneaux, feutres"),
    ("Repas", 30, ""),
)  # fmt: skip
"""Nine sequences, 240 minutes: from nine o'clock to one."""
MEMBER, CHAIR = "Denise Kerouédic", "Rosalie Vandermotte"
FOLLOW_UPS = (
    ("Chiffrer douze cours d’école sans bitume", "department", "Nature en ville et cours d’école"),
    ("Relire la carte des ruelles fraîches", "owner", MEMBER),
    ("Demander à la régie le volume des jets d’eau", "owner_label", "la régie de l’eau"),
    ("Préparer la visite du gymnase", "owner", CHAIR),
)
PRESENT, EXCUSED = 33, 3


@pytest.fixture
def cast(stand_on, people):
    return Cast(people, stand_on(BEFORE_THE_SHEET, "cerzelles"), "cerzelles")


@pytest.fixture
def plenary(cast):
    return Meeting.objects.get(title="Plénière 4 : où va la pluie ?")


def test_a_saturday_of_the_fabrique(cast, plenary, night, run_jobs, mailoutbox):
    hugo, stranger = cast("Hugo Lantier"), cast()
    budget = Budget.objects.get(scheme=plenary.scheme)
    to = partial(desk, "meetings:add_step", plenary.pk)

    # 1. From the template; the speaker is confirmed with rights on her slides: only the order to the protocol is left.
    prepare(hugo, plenary, budget)
    hugo.go(budget.get_desk_url()).sees("15 870 € engagés sur 24 000 € votés")
    clock.freeze("2026-11-30T09:00")
    hugo.go(EventLogistics.objects.get(meeting=plenary).get_desk_url()).sees("1 besoin en rouge, 8 sur 9 confirmés")
    waiting = [row for row in rows(hugo, "Besoins, par date limite") if row[2] != "confirmé"]
    assert [(row[0], row[1], row[2], row[3]) for row in waiting] == [
        ("Repas de midi repas et boissons", "2 déc. 2026 dans 2 jours", "à demander, urgent", "Protocole"),
    ]  # fmt: skip

    # 2. Brigitte receives the order and answers 690 €: it is committed on the budget of the Fabrique.
    order_the_meals(hugo, stranger, budget)
    hugo.go(budget.get_desk_url()).sees("16 560 € engagés sur 24 000 € votés", "7 440 € disponibles")

    # 3. The facilitation plan: nine sequences, 240 minutes, exactly the slot; the list of what to bring.
    for title, minutes, material in SEQUENCES:
        hugo.do(to(), title=title, minutes=minutes, material=material, who="Awatef Slimani")
    hugo.sees("9 séquences, 240 minutes : exactement le créneau.", "12 h 30 – 13 h")
    brought = hugo.page.locator("section[aria-labelledby=titre-deroule] ul li").all_inner_texts()
    assert brought == [
        "badges", "café", "vidéoprojecteur", "boucle magnétique", "nappes", "feutres", "gommettes", "panneaux",
    ]  # fmt: skip

    # 4. Thirty-three of forty come, three are excused; the sign-in sheet is printed in case the network fails.
    hold_the_day(hugo, stranger, plenary)

    # 5. Notes, and the pictures of the boards: none is published without its words.
    show_the_boards(hugo, plenary)

    # 6. The synthesis within ten working days, on the 28th; a note to the councillor with four follow-ups, each owned.
    write_the_synthesis(cast, plenary, run_jobs, mailoutbox)

    # 7. Ten Saturdays: an eleventh asks for the director's agreement.
    ask_for_an_eleventh(cast, plenary.scheme)

    # 8. Between sessions: the forum, two visits, a reminder of the homework; the budget is read, not changed.
    live_between_sessions(cast, plenary, night)
    member_reads_the_budget(cast, budget)


def prepare(hugo, plenary, budget):
    """The sheet and its needs, the speaker and her journey; all are confirmed but the meals."""
    line = budget.lines.get(label="Intervenants et visites").pk
    template = NeedTemplate.objects.get(name="Samedi de la Fabrique")
    hugo.do(desk("logistics:open_sheet", plenary.pk), start=template.pk, headcount=46)
    sheet = EventLogistics.objects.get(meeting=plenary)
    hugo.do(
        desk("logistics:book_speaker", sheet.pk), person=Person.objects.get(family_name="Hartog").pk, topic=TOPIC,
        speaks_at="09:45", minutes=45, due_on="2026-11-20", fee_cents="350", fee_line=line, travel_cents="62",
        travel_line=line,
    )  # fmt: skip
    booking = SpeakerBooking.objects.get(need__sheet=sheet)
    hugo.do(desk("logistics:confirm", booking.need_id), warned="Les droits sur les diapositives")
    hugo.do(desk("logistics:rights", booking.pk), slides_right="granted", image_right="granted")
    for need in sheet.needs.exclude(kind="catering"):
        hugo.do(desk("logistics:confirm", need.pk))
    hugo.go(booking.need.get_desk_url())
    assert (fact(hugo, "Diapositives"), fact(hugo, "Image")) == ("accordé", "accordé")


def order_the_meals(hugo, stranger, budget):
    need = LogisticNeed.objects.get(label="Repas de midi")
    hugo.do(
        desk("logistics:meals", need.pk), headcount=46, served_at="12:30",
        **{"diet-vegetarian": 9, "diet-halal": 3, "diet-gluten_free": 2, "allergy-nuts": 1},
    )  # fmt: skip
    hugo.do(desk("logistics:estimate", need.pk), cents="690", line=budget.lines.get(label="Repas et accueil").pk)
    hugo.do(desk("logistics:ask", need.pk))
    need.refresh_from_db()
    letter = Message.objects.get(letter="logistic_order", about__endswith=f":{need.pk}")
    assert letter.email == "protocole.cerzelles@exemple.invalid"
    assert need.key in letter.body
    stranger.go(link("logistics:order", need.key)).sees("Plénière 4", "Service 12 h 30")
    meals = ("Repas en tout", "Repas végétarien", "Repas compatible halal", "Repas sans gluten")
    assert [fact(stranger, of) for of in meals] == ["46", "9", "3", "2"]
    assert fact(stranger, "Allergie : fruits à coque") == "1"
    stranger.fill("Montant", "690").press("Confirmer la commande").sees("n’attend pas de réponse")
    hugo.go(need.get_desk_url()).sees("Commande confirmée par Protocole, par son lien privé")


def hold_the_day(hugo, stranger, plenary):
    hugo.do(desk("meetings:add_item", plenary.pk), title="Retour sur la plénière 3", expected="information")
    hugo.do(desk("meetings:add_item", plenary.pk), title="Trois tables", expected="debate")
    hugo.do(desk("meetings:convene", plenary.pk)).sees("40 convocations")
    calls = list(queries.called(plenary))
    for call in calls[:EXCUSED]:
        stranger.go(link("meetings-links:convocation", call.key))
        stranger.page.get_by_label("Je demande à être excusé").check()
        stranger.press("Répondre").sees("Votre réponse est enregistrée.")
    clock.freeze("2026-12-12T08:30")
    hugo.do(desk("meetings:day_papers", plenary.pk))
    sheet = ProducedDocument.objects.filter(kind="meetings.sign_in").first()
    assert sheet is not None
    hugo.do(desk("meetings:open_session", plenary.pk)).sees("il manque 20 voix sur 20")
    for count, call in enumerate(calls[EXCUSED:][:PRESENT], start=1):
        hugo.page.locator(f"#arrive-{call.pk}").press("Enter")
        hugo.page.locator("#quorum", has_text=f"{count} membre").wait_for()
    hugo.look().sees("33 membres présents : quorum atteint, 33 voix pour 20.")
    states = [row[1].split(" ")[0] for row in rows(hugo, "Personnes convoquées et leur présence")]
    assert (states.count("présent"), states.count("excusé"), len(states)) == (33, 3, 40)


def show_the_boards(hugo, plenary):
    for item in plenary.items.all():
        hugo.do(desk("meetings:notes", item.pk), notes=f"Notes prises pendant : {item.title}.")
    hugo.do(desk("meetings:add_photo", plenary.pk), file=board(), caption="Le panneau de la table 2")
    photo = MeetingPhoto.objects.get(meeting=plenary)
    hugo.sees("à décrire avant de publier")
    hugo.do(desk("meetings:publish_photo", photo.pk), refused="Décrivez cette photo")
    hugo.do(
        desk("meetings:describe_photo", photo.pk), caption="Le panneau de la table 2",
        alternative="Une cour d’école sans bitume : trois arbres, un toit qui remplit une cuve.",
    )  # fmt: skip
    hugo.do(desk("meetings:publish_photo", photo.pk))
    hugo.go(desk("meetings:day", plenary.pk)).sees("publiée", "trois arbres, un toit qui remplit une cuve")


def board():
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(drawn, "PNG")
    return {"name": "panneau.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def write_the_synthesis(cast, plenary, run_jobs, mailoutbox):
    hugo = cast("Hugo Lantier")
    hugo.do(desk("meetings:decide", plenary.pk), text="Douze cours d’école perdent leur bitume en premier.")
    found = {"owner": person, "department": lambda name: Department.objects.get(name=name).pk, "owner_label": str}
    for text, field, name in FOLLOW_UPS:
        hugo.do(
            desk("meetings:add_action", plenary.pk), text=text, due_on="2027-01-20", **{field: found[field](name)}
        )  # fmt: skip
    clock.freeze("2026-12-12T13:10")
    hugo.do(desk("meetings:hold", plenary.pk)).sees("quorum atteint : 33 pour 20")
    assert (fact(hugo, "Présents"), fact(hugo, "Membres en exercice")) == ("33", "40")
    hugo.go(desk("meetings:minutes", plenary.pk)).sees("À rendre avant le 28 décembre 2026")
    hugo.do(desk("meetings:draft_minutes", plenary.pk))
    clock.freeze("2026-12-18T09:00")
    hugo.do(desk("meetings:review_minutes", plenary.pk), divergences_stated=True)
    hugo.sees("délai tenu, le 18 décembre 2026")
    hugo.do(desk("meetings:send_note", plenary.pk))
    run_jobs()
    mail = next(mail for mail in mailoutbox if mail.subject.startswith("Note : Plénière 4"))
    assert "samia.oukaci@exemple.invalid" in mail.to[0]
    assert [kind for _, _, kind in mail.attachments] == ["application/pdf"]
    cast("Samia Oukaci").go(plenary.get_desk_url()).sees("Note envoyée à l’élu référent par Hugo Lantier")
    note = ProducedDocument.objects.get(kind="meetings.councillor_note", format="docx")
    words = words_of(note.stored.file)
    for text, _, owner in FOLLOW_UPS:
        assert text in words
        assert owner in words


def words_of(document):
    """The text of a Word file."""
    with document.open("rb") as stored, zipfile.ZipFile(stored) as archive:
        return archive.read("word/document.xml").decode()


def ask_for_an_eleventh(cast, scheme):
    hugo, perrine = cast("Hugo Lantier"), cast("Perrine Delmotte")
    hugo.go(desk("workload:month") + "?mois=2026-12")
    assert fact(hugo, "Samedis de 2026") == "8 samedis sur 10, 2 prévus"
    hugo.do(
        desk("meetings:create"), scheme=scheme.pk, kind="workshop", title="Atelier des cours d’école",
        starts_at="2026-12-19T09:00", ends_at="2026-12-19T12:00", place="La Fontaine",
        warned="Ce serait le 11e samedi travaillé de 2026, pour 10 prévus : l’accord de la direction est nécessaire.",
        override="La salle n’est libre que ce jour-là.",
    )  # fmt: skip
    asked = SaturdayAgreement.objects.get(day=dt.date(2026, 12, 19))
    perrine.go(desk("workload:team")).sees("Hugo Lantier, samedi 19 décembre 2026", "11e de l’année")
    perrine.do(desk("workload:grant", asked.pk), answer="D’accord pour cette fois.")
    hugo.go(asked.get_desk_url()).sees("Accord donné pour un samedi par Perrine Delmotte")


def live_between_sessions(cast, plenary, night):
    hugo, member = cast("Hugo Lantier"), cast(MEMBER)
    member.go(f"/espace-membre/reunions/entre-nous/{plenary.scheme_id}/")
    member.fill("Votre message", "Qui vient à la visite ?").press("Publier").sees("Qui vient à la visite ?")
    for day, place in (("2027-01-13", "Gymnase des Ormeaux"), ("2027-01-27", "Station de pompage")):
        hugo.do(
            desk("meetings:create"), scheme=plenary.scheme_id, kind="walk", title=f"Visite : {place}", place=place,
            starts_at=f"{day}T14:00", ends_at=f"{day}T16:00",
        )  # fmt: skip
    clock.freeze("2027-01-07T08:00")
    night()
    reminder = Message.objects.get(letter="meetings.promises", name=MEMBER)
    assert "Relire la carte des ruelles fraîches (avant le 20 janvier 2027)" in figure(reminder.body)
    member.go(f"/espace-membre/reunions/entre-nous/{plenary.scheme_id}/").sees("rappel de ce qui a été promis")


def member_reads_the_budget(cast, budget):
    member = cast(MEMBER)
    member.go("/espace-membre/budgets/").press("Budget de la Fabrique").sees("16 560 € engagés sur 24 000 € votés")
    assert not member.page.locator("main form, main button, main a[href*='/gestion/']").count()
    member.go(budget.get_desk_url(), 403)


def person(name):
    given, _, family = name.partition(" ")
    return Person.objects.get(authority__slug="cerzelles", given_name=given, family_name=family)
