"""AS02 in a real browser, on the demonstration: from the president's letter to the right of follow-up."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.models import Person
from parvis.commons.writing.models import Comment
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "Les efforts demandés aux habitants vous paraissent-ils justement répartis ?"


def test_from_the_letter_to_the_right_of_follow_up(stand_on, people, night, run_jobs):
    base = stand_on(dt.date(2026, 10, 11))
    secretary = people(base).sign_in("Mireille Sabathé")
    officer, chair = people(base).enter("Maëlle Quintard"), people(base).enter("Odile Fontbonne")
    councillor, resident = people(base).enter("Hélène Darrouy"), people(base)
    service = Department.objects.get(authority__slug="orzenne", name__icontains="Transition")

    # 1. The secretariat of the president submits a compulsory consultation.
    secretary.do(
        "/gestion/saisines/nouvelle/", body="Conseil de développement du Val d’Orzenne",
        kind="consultation obligatoire", title="Plan climat-air-énergie 2027–2032",
        question=QUESTION, expected_on="2027-01-29", legal_ground="Planification (CGCT L5211-10-1)",
        requested_by=Person.objects.get(family_name="Castérande"), lead_department=service.pk,
        letter_html="Madame la Présidente, je souhaite connaître l’avis du C2D.",
        context_html="Le projet de plan, ses quarante-huit actions et leur coût pour les ménages.",
        referring_councillor=Person.objects.get(family_name="Darrouy"),
    )  # fmt: skip
    referral = Referral.objects.get(title__startswith="Plan climat-air-énergie 2027–2032")
    desk = f"/gestion/saisines/{referral.pk}/"
    secretary.go(f"{desk}transmission/").sees("10 décembre 2026")
    secretary.do(f"{desk}transmission/").sees("consultation obligatoire", "S-2026-")
    resident.go(referral_page(referral)).sees(QUESTION)

    # 2. The bureau admits it: commission, rapporteur, calendar.
    rapporteur = Person.objects.get(family_name="Larrieu")
    chair.do(
        reverse("member:referrals:admit", args=[referral.pk]), rapporteur=rapporteur,
        service_contact=Person.objects.get(family_name="Faureau"), adoption_planned_on="2026-12-10",
        commission="Commission Mobilités et énergie",
    )  # fmt: skip

    # 3. A hearing, a draft, remarks settled in front of their authors.
    officer.do(f"{desk}audition/", subject="Le projet de plan", at="2026-11-05T18:00", department=service.pk)
    officer.do(
        f"{desk}contribution/", kind="habitant ou habitante", author_name="Une habitante de Virazelle",
        body_html="Ma chaudière a trente ans et je suis locataire.",
    )  # fmt: skip
    officer.do(f"{desk}ouverture/")
    officer.do(f"{desk}projet-d-avis/")
    referral.refresh_from_db()
    text = f"/gestion/textes/{referral.text_id}/"
    officer.go(text)
    write(officer, referral.text_id)
    officer.do(f"{text}ouverture-des-commentaires/", until="2026-11-30")
    member = people(base).enter("Mathilde Larrieu")
    comment(member, referral.text_id, "Dites combien cela coûte par mois.")
    remark = Comment.objects.get(text=referral.text_id)
    officer.do(
        reverse("desk:writing:settle", args=[remark.pk]), outcome="refused", reason="Le chiffre n’est pas connu."
    )
    member.go(reverse("member:writing:detail", args=[referral.text_id])).sees("Le chiffre n’est pas connu.")
    for number in range(9):
        officer.do(
            f"{text}nouvelle-recommandation/", statement=f"Recommandation d’essai {number + 1}", addressee=service.pk
        )

    # 4. The plenary of 10 December: 51 present, 6 proxies, 48 for, 3 against, 6 abstentions.
    clock.freeze("2026-12-10T21:00")
    officer.do(f"{desk}adoption/", on="2026-12-10", present=51, proxies=6, in_favour=48, against=3, abstentions=6).sees(
        "Empreinte"
    )
    assert Referral.objects.get(pk=referral.pk).text.adoption.quorum_required == 36

    # 5. Transmission on the 11th: the clock starts, the opinion is public.
    clock.freeze("2026-12-11T10:00")
    chair.do(reverse("member:referrals:transmit", args=[referral.pk]), on="2026-12-11")
    resident.go(referral_page(referral) + "?transmis").sees("11 mars 2027")

    # 6. Nothing has come: alerts on 12 and 19 March, the director sees it late.
    for day, alerts in (("2027-03-12", 1), ("2027-03-19", 2)):
        clock.freeze(f"{day}T08:00")
        night()
        assert Message.objects.filter(letter="referrals.answer_late", name="Maëlle Quintard").count() == alerts
    people(base).enter("Bastien Orsolle").go("/gestion/").sees("retard de 8 jours")

    # 7. The councillor answers on 22 March: six accepted, two in part, one refused, eleven days late.
    clock.freeze("2027-03-22T10:00")
    answers = list(RecommendationResponse.objects.filter(referral=referral).order_by("recommendation__number"))
    if Referral.objects.get(pk=referral.pk).status == "transmitted":
        councillor.do(f"{desk}accuse-de-reception/", on="2026-12-14")
    for response, status in zip(answers[:8], ["accepted"] * 6 + ["partly"] * 2, strict=True):
        councillor.do(
            reverse("desk:referrals:enter", args=[response.pk]), status=status, reasons="Parce que c’est juste.",
            department=service.pk, due_on="2027-12-31",
        )  # fmt: skip
    councillor.do(f"{desk}publication-de-la-reponse/", refused="R9", presented_on="2027-03-20")
    councillor.do(
        reverse("desk:referrals:enter", args=[answers[8].pk]), status="refused", reasons="Compétence communale."
    )
    councillor.do(f"{desk}publication-de-la-reponse/", presented_on="2027-03-20")
    referral.refresh_from_db()
    assert [r.due_on for r in referral.reviews.order_by("due_on")] == [
        dt.date(2027, 9, 22), dt.date(2028, 3, 22), dt.date(2029, 3, 22),
    ]  # fmt: skip
    resident.go(referral_page(referral) + "?repondu").sees("11 jours de retard", "Compétence communale.")


def referral_page(referral):
    referral.refresh_from_db()
    return referral.get_absolute_url()


def write(officer, text_id):
    """Type the first draft in the editor, by the keyboard alone."""
    officer.go(f"/gestion/textes/{text_id}/ecriture/")
    editor = officer.page.locator("[contenteditable=true]").first
    editor.focus()
    officer.page.keyboard.type("Le conseil constate que les efforts pèsent sur les plus modestes.")
    officer.page.keyboard.press("Enter")
    officer.page.keyboard.type("Le conseil propose neuf recommandations.")
    officer.page.locator("main form button[type=submit], main form button:not([type])").last.focus()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.look()


def comment(member, text_id, words):
    """Say something on the whole text, from its page."""
    member.go(reverse("member:writing:detail", args=[text_id]) + "?paragraphe=tout")
    member.page.locator("main textarea[name=body]").fill(words)
    with member.page.expect_navigation():
        member.page.get_by_role("button", name="Envoyer la remarque").click()
    member.look()
