"""AS02 in a real browser, on the demonstration: from the president's letter to the right of follow-up.

The words, the people and the figures are those that the demonstration prints in `parvis.demo.data.scenarios.as02`.
"""

import datetime as dt
from collections import Counter
from functools import partial

import pytest
from django.urls import reverse

from parvis.commons.people.models import Person
from parvis.commons.writing.models import Comment
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.demo.data.orzenne.bodies import MEMBERS
from parvis.demo.data.scenarios import as02
from parvis.ground.accounts.models import DemoPersona, User
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = {member.key: member.name for member in MEMBERS}
COMPULSORY = "Consultation obligatoire : planification (CGCT, article L5211-10-1)"
# What makes two texts weigh the same to the eye.
RANK = """element => {
    const style = getComputedStyle(element)
    return [style.fontSize, style.fontWeight, style.fontFamily, style.lineHeight, style.color, style.display]
}"""


@pytest.fixture
def seats(people):
    """Who takes part, each at a browser: `seats(name)` opens it the first time."""
    opened = {}

    def sit(base, name=""):
        if name not in opened:
            opened[name] = people(base)
            if name:
                offer(name)
                opened[name].enter(name)
        return opened[name]

    return sit


def offer(name):
    """Let a member come in by the sign-in page, who is not among those that the demonstration offers to be."""
    user = User.objects.get(name=name)
    any_persona = DemoPersona.objects.filter(authority__slug="orzenne").first()
    known = {"title": "Membre", "can_do": "Commenter", "landing": "/espace-membre/", "rank": 99}
    DemoPersona.objects.get_or_create(user=user, authority=any_persona.authority, defaults=known)


def test_from_the_letter_to_the_right_of_follow_up(stand_on, people, seats, night):
    base = stand_on(as02.STARTS_ON)
    seat = partial(seats, base)
    secretary, resident = people(base).sign_in("Mireille Sabathé"), seat()
    officer, chair, rapporteur = seat("Maëlle Quintard"), seat("Odile Fontbonne"), seat("Mathilde Larrieu")
    referral = Referral.objects.get(title=as02.REFERRAL.title)
    desk = f"/gestion/saisines/{referral.pk}/"

    # 1. The letter waits: the secretariat dates it, makes it a compulsory consultation, submits it.
    clock.freeze("2026-10-12T10:15")
    secretary.do(
        f"{desk}projet/", kind="compulsory", expected_on="2027-01-29", legal_ground=COMPULSORY,
        letter_html=as02.REFERRAL.letter,
    )  # fmt: skip
    secretary.go(f"{desk}transmission/")
    secretary.sees("La plénière du 10 décembre 2026 précède cette date", "attendu le 29 janvier 2027", COMPULSORY)
    secretary.do(f"{desk}transmission/").sees("consultation obligatoire", "S-2026-01", "Sa réception est datée")
    resident.go(page_of(referral)).sees(as02.REFERRAL.question)

    # 2. The bureau admits it: commission, rapporteur, plenary.
    clock.freeze("2026-10-15T18:00")
    chair.go(admission := reverse("member:referrals:admit", args=[referral.pk]))
    chair.sees("L’avis doit être adopté avant le 29 janvier 2027")
    chair.do(
        admission, commission="Commission Mobilités et énergie", rapporteur=person(as02.REFERRAL.rapporteur),
        service_contact=Person.objects.get(family_name="Faureau"),
    )  # fmt: skip
    referral.refresh_from_db()
    assert (referral.commission.name, referral.rapporteur.full_name, referral.adoption_planned_on) == (
        "Commission Mobilités et énergie", "Mathilde Larrieu", as02.PLENARY_ON,
    )  # fmt: skip

    # 3. A hearing, fourteen contributions, a draft.
    services = {d.name: d.pk for d in Department.objects.filter(authority__slug="orzenne")}
    transition = next(pk for name, pk in services.items() if "Transition" in name)
    officer.do(f"{desk}audition/", subject="Le projet de plan", at="2026-10-20T19:00", department=transition)
    officer.do(f"{desk}ouverture/")
    write_up(officer, referral, desk)
    clock.freeze("2026-11-18T18:00")
    officer.do(f"{desk}projet-d-avis/")
    referral.refresh_from_db()
    text = referral.text_id
    write(rapporteur, text, as02.DRAFT)
    officer.go(f"/gestion/textes/{text}/")
    officer.do(f"/gestion/textes/{text}/ouverture-des-commentaires/", until="2026-12-03")

    # Nine remarks on the first draft: seven taken up, two refused with reasons; each author sees the outcome.
    for facts in as02.COMMENTS:
        clock.freeze(facts.at)
        comment(seat(NAMES[facts.author]), text, facts)
    clock.freeze("2026-12-04T17:30")
    settle(rapporteur, text)
    assert Counter(Comment.objects.filter(text=text).values_list("outcome", flat=True)) == {"taken_up": 7, "refused": 2}
    read = reverse("member:writing:detail", args=[text])
    for facts in as02.COMMENTS:
        remark = seat(NAMES[facts.author]).go(read).page.locator(".remark", has_text=facts.text)
        assert {"taken_up": "repris", "refused": facts.reason}[facts.outcome] in remark.inner_text()
    write(rapporteur, text, as02.ADOPTED)
    for facts in as02.RECOMMENDATIONS:
        rapporteur.do(
            reverse("member:writing:add_recommendation", args=[text]), statement=facts.text, addressee=transition
        )

    # 4. The plenary: those who disagree write their position, then the vote; the text is locked.
    clock.freeze("2026-12-10T20:35")
    dissent(seat(NAMES[as02.MINORITY.holders[0]]), text)
    clock.freeze("2026-12-10T20:45")
    officer.go(f"{desk}adoption/").sees("72 membres en exercice ; son quorum est de 36")
    officer.do(f"{desk}adoption/", on="2026-12-10", present=51, proxies=6, in_favour=48, against=3, abstentions=6)
    referral.text.refresh_from_db()
    fingerprint = referral.text.fingerprint
    officer.sees(f"Empreinte : {fingerprint[:16]}…", fingerprint, "51 sur 72", "36, atteint")
    rapporteur.go(reverse("member:writing:write", args=[text]), 403)

    # 5. Transmission on the 11th: the clock starts, the opinion is public.
    clock.freeze("2026-12-11T09:00")
    chair.do(reverse("member:referrals:transmit", args=[referral.pk]), on="2026-12-11").sees("11 mars 2027")
    resident.go(page_of(referral) + "?transmis")
    for summary in ("Voir les travaux", "Lire l’avis"):
        resident.page.get_by_text(summary, exact=True).click()
    resident.sees("48 pour, 3 contre, 6 abstentions", "51 présents et 6 pouvoirs sur 72 membres", "11 mars 2027")
    resident.sees("14 contributions reçues", as02.RECOMMENDATIONS[8].text, fingerprint)
    assert_same_rank(resident.page)

    # 6. Nothing has come: alerts on 12 and 19 March, the director sees it in red.
    for day, alerts in zip(as02.ALERTS_ON, (1, 2), strict=True):
        clock.freeze(f"{day}T08:00")
        night()
        late = Message.objects.filter(letter="referrals.answer_late", name="Maëlle Quintard")
        assert late.filter(subject__contains="S-2026-01").count() == alerts
    late = seat("Bastien Orsolle").go("/gestion/").page.locator(".due-late .due", has_text="S-2026-01")
    assert "retard de 8 jours" in " ".join(late.inner_text().split())

    # 7. The councillor answers on 22 March: six accepted, two in part, one refused, eleven days late.
    clock.freeze("2027-03-22T16:00")
    councillor = seat("Hélène Darrouy")
    councillor.do(f"{desk}accuse-de-reception/", on="2026-12-14")
    answers = RecommendationResponse.objects.filter(referral=referral).order_by("recommendation__number")
    given = list(zip(answers, as02.RECOMMENDATIONS, strict=True))
    for response, facts in given[:8]:
        answer(councillor, response, facts.response)
    councillor.do(f"{desk}publication-de-la-reponse/", refused="R9", presented_on="2027-03-20")
    answer(councillor, given[8][0], given[8][1].response)
    councillor.do(f"{desk}publication-de-la-reponse/", presented_on="2027-03-20")
    referral.refresh_from_db()
    assert Counter(answers.values_list("status", flat=True)) == {"accepted": 6, "partly": 2, "refused": 1}
    assert (referral.answered_on, referral.days_late) == (as02.ANSWERED_ON, as02.DAYS_LATE)
    assert tuple(r.due_on for r in referral.reviews.order_by("due_on")) == as02.REVIEWS_ON
    resident.go(page_of(referral) + "?repondu")
    resident.sees("11 jours de retard", "11 mars 2027", given[7][1].response.reason)
    resident.sees("Prochains bilans", "22 septembre 2027", "22 mars 2028", "22 mars 2029")


def page_of(referral):
    referral.refresh_from_db()
    return referral.get_absolute_url()


def person(key):
    return Person.objects.get(authority__slug="orzenne", **named(key))


def named(key):
    member = next(m for m in MEMBERS if m.key == key)
    return {"given_name": member.first_name, "family_name": member.last_name}


def write_up(officer, referral, desk):
    """Fourteen contributions, each typed in the form of the desk on the day it came in."""
    for facts in as02.REFERRAL.contributions:
        clock.freeze(dt.datetime.combine(facts.on, dt.time(21)))
        officer.do(
            f"{desk}contribution/", kind="habitant ou habitante", author_name=facts.author_label, body_html=facts.text,
            received_on=facts.on.isoformat(),
        )  # fmt: skip
    assert referral.contributions.count() == 14


def write(writer, text, paragraphs):
    """Type a version in the editor, in place of what it holds, by the keyboard alone."""
    page = writer.go(reverse("member:writing:write", args=[text])).page
    page.locator("[contenteditable=true]").first.focus()
    page.keyboard.press("Control+a")
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph.text)
    page.locator("main form button[type=submit], main form button:not([type])").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    writer.look()


def comment(member, text, facts):
    """Say something on a paragraph, from its page."""
    number = int(facts.paragraph.removeprefix("p"))
    page = member.go(f"{reverse('member:writing:detail', args=[text])}?paragraphe={number}").page
    page.locator("main textarea[name=body]").fill(facts.text)
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer la remarque").click()
    member.look()


def settle(rapporteur, text):
    """Give each remark its outcome, and the reason of a refusal."""
    for row, facts in zip(Comment.objects.filter(text=text).order_by("pk"), as02.COMMENTS, strict=True):
        rapporteur.do(reverse("member:writing:settle", args=[row.pk]), outcome=facts.outcome, reason=facts.reason)


def dissent(holder, text):
    """A minority position of four lines, by one of those who hold it, who names the others."""
    page = holder.go(reverse("member:writing:disagreements", args=[text])).press("Écrire une position minoritaire").page
    for key in as02.MINORITY.holders[1:]:
        page.get_by_role("checkbox", name=NAMES[key]).check()
    page.get_by_label("Titre de la position").fill(as02.MINORITY.title)
    page.locator("[contenteditable=true]").first.focus()
    for number, line in enumerate(as02.MINORITY.text.splitlines()):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    holder.press("Joindre la position").sees(*(NAMES[key] for key in as02.MINORITY.holders))


def assert_same_rank(page):
    """The minority position stands in the opinion, as large, as dark and as open as its recommendations and words."""
    opinion = page.locator(".step", has=page.get_by_role("heading", name="L’avis"))
    position = opinion.locator(".position", has_text=as02.MINORITY.title)
    assert position.locator("p").all_inner_texts()[:4] == as02.MINORITY.text.splitlines()
    words = opinion.locator(".written p").first
    assert position.locator(".prose p").first.evaluate(RANK) == words.evaluate(RANK)
    sections = opinion.get_by_role("heading", level=3)
    ranks = {tuple(heading.evaluate(RANK)) for heading in sections.all()}
    assert len(ranks) == 1
    assert {"Recommandations", "Positions minoritaires"} <= set(sections.all_inner_texts())


def answer(councillor, response, facts):
    """The answer to one recommendation: its status, its reasons, and what is promised."""
    promise = {"due_on": facts.due_on.isoformat(), "budget": facts.budget_cents // 100} if facts.due_on else {}
    url = reverse("desk:referrals:enter", args=[response.pk])
    councillor.do(url, status=facts.status, reasons=facts.reason, **promise)
