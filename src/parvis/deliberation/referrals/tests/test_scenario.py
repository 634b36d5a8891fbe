"""AS02, from the letter to the follow-up right, through the pages."""

import datetime as dt
import html

import pytest
from django.urls import reverse

from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.writing.models import Comment, Recommendation
from parvis.deliberation.bodies.tests.factories import InnerBodyFactory
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.deliberation.referrals import due
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.lifecycle import delegate
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


class Story:
    """The people of the scenario and their browsers."""

    def __init__(self, client_class, authority):
        self.client_class, self.authority = client_class, authority

    def as_(self, user):
        client = self.client_class(HTTP_HOST="orzenne.localhost", SERVER_NAME="orzenne.localhost")
        if user:
            client.force_login(user)
        return client

    def read(self, user, url):
        response = self.as_(user).get(url)
        assert response.status_code == 200, (url, response.status_code)
        return html.unescape(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")

    def do(self, user, name, *args, **data):
        response = self.as_(user).post(reverse(name, args=args), data)
        assert response.status_code == 302, html.unescape(response.content.decode())[-3000:]
        return response

    def refused(self, user, name, *args, **data):
        response = self.as_(user).post(reverse(name, args=args), data)
        assert response.status_code == 422
        return html.unescape(response.content.decode())


@pytest.fixture
def story(authority):
    from django.test import Client

    return Story(Client, authority)


def test_from_the_referral_letter_to_the_follow_up_right(
    story, council, officer, director, councillor, president, service, contact, at, run_jobs
):
    commission = InnerBodyFactory(parent=council, name="Mobilités et énergie")
    members = list(council.memberships.all()[:20])
    rapporteur = members[0].person
    rapporteur.given_name, rapporteur.family_name = "Mathilde", "Larrieu"
    rapporteur.save()
    chair = user_on(Persona.CHAIR, council)
    secretary = user_with(Persona.OFFICER, story.authority)
    delegate(story.authority, principal=councillor, delegate=secretary, act="submit", by=councillor)
    plenary = MeetingFactory(scheme=council, title="Plénière de décembre")

    # 1. The secretariat submits; compulsory flag; receipt; the calendar proposes the plenary of 10 December.
    story.do(
        secretary, "desk:referrals:create", body=council.pk, kind="compulsory", title="Plan climat-air-énergie",
        question="Les efforts demandés aux habitants vous paraissent-ils justement répartis ?",
        within_perimeter="on", expected_on="2027-01-29", legal_ground="Planification", requested_by=president.pk,
        letter_html="Madame la Présidente,", letter_html_format="simple", context_html="Le projet de plan.",
        context_html_format="simple", lead_department=service.pk,
    )  # fmt: skip
    referral = Referral.objects.get()
    assert "plénière du 10 décembre 2026" in story.read(secretary, reverse("desk:referrals:submit", args=[referral.pk]))
    story.do(secretary, "desk:referrals:submit", referral.pk)
    referral.refresh_from_db()
    assert (referral.number, referral.submitted_at.date()) == ("S-2026-01", dt.date(2026, 11, 16))
    assert "consultation obligatoire" in story.read(officer, referral.get_desk_url())
    run_jobs()
    assert ProducedDocument.objects.filter(kind="referrals.letter").count() == 3

    # 2. The bureau admits in its own space: commission, rapporteur.
    admission = story.read(chair, reverse("member:referrals:admit", args=[referral.pk]))
    assert "29 janvier 2027" in admission
    story.do(
        chair, "member:referrals:admit", referral.pk, rapporteur=rapporteur.pk, service_contact=contact.pk,
        commission=commission.pk, plenary=plenary.pk, adoption_planned_on="2026-12-10",
    )  # fmt: skip

    # 3. A hearing, fourteen contributions, nine remarks: seven taken up, two refused with reasons.
    story.do(
        officer, "desk:referrals:plan_hearing", referral.pk, subject="Le projet de plan", at="2026-11-18T18:00",
        department=service.pk,
    )  # fmt: skip
    hearing = referral.hearings.get()
    at("2026-11-19T18:00")
    story.do(officer, "desk:referrals:hold_hearing", hearing.pk, report_html="Le service présente.",
             report_html_format="simple")  # fmt: skip
    for n in range(14):
        story.do(
            officer, "desk:referrals:add_contribution", referral.pk, kind="resident", author_name=f"Habitant {n}",
            body_html="Ma chaudière a trente ans.", body_html_format="simple", received_on="2026-11-19",
        )  # fmt: skip
    assert referral.contributions.count() == 14
    story.do(officer, "desk:referrals:start_drafting", referral.pk)
    text = Referral.objects.get().text
    story.do(officer, "desk:writing:write", text.pk, base=0, html_format="simple",
             html="Le conseil constate.\n\nLe conseil propose.")  # fmt: skip
    story.do(officer, "desk:writing:open_comments", text.pk, until="2026-12-01")
    authors = []
    for n, membership in enumerate(members[:9]):
        user = user_on(Persona.MEMBER, council)
        membership.person.user = user
        membership.person.save()
        story.do(user, "member:writing:comment", text.pk, body=f"Remarque {n}", anchor=2)
        authors.append(user)
    for n, row in enumerate(Comment.objects.order_by("pk")):
        outcome = {"outcome": "taken_up", "reason": ""} if n < 7 else {"outcome": "refused", "reason": "Hors du plan."}
        story.do(officer, "desk:writing:settle", row.pk, **outcome)
    assert Message.objects.filter(letter="writing.comment_settled").count() == 9
    assert "Hors du plan." in story.read(authors[8], reverse("member:writing:detail", args=[text.pk]))
    for n in range(9):
        story.do(officer, "desk:writing:add_recommendation", text.pk, statement=f"Faire {n}", addressee=service.pk)
    story.do(authors[1], "member:writing:add_minority", text.pk, title="Aller plus vite",
             html="Quatre\nlignes\nde\nposition.", html_format="simple")  # fmt: skip

    # 4. The plenary of 10 December.
    at("2026-12-10T21:00")
    assert "72 membres" in story.read(officer, reverse("desk:referrals:adopt", args=[referral.pk]))
    story.do(
        officer, "desk:referrals:adopt", referral.pk, meeting=plenary.pk, on="2026-12-10", present=51, proxies=6,
        in_favour=48, against=3, abstentions=6,
    )  # fmt: skip
    text.refresh_from_db()
    page = story.read(officer, reverse("desk:referrals:opinion", args=[referral.pk]))
    assert text.fingerprint in page
    assert "Aller plus vite" in page
    assert text.adoption.quorum_required == 36

    # 5. Transmission on the 11th: the clock starts, the opinion is public.
    at("2026-12-11T10:00")
    story.do(chair, "member:referrals:transmit", referral.pk, on="2026-12-11")
    referral.refresh_from_db()
    assert referral.answer_due_on == dt.date(2027, 3, 11)
    public = story.read(None, referral.get_absolute_url())
    assert "Le conseil propose." in public
    assert "11 mars 2027" in public

    # 6. Nothing has come: a first alert on 12 March, a second on the 19th; the director sees it late.
    for day, alerts in (("2027-03-11", 0), ("2027-03-12", 1), ("2027-03-13", 1), ("2027-03-19", 2)):
        at(f"{day}T08:00")
        due.run(clock.now())
        due.run(clock.now())
        late = Message.objects.filter(letter="referrals.answer_late", email=officer.email)
        assert late.count() == alerts, day
    desk = story.read(director, reverse("desk:home"))
    assert "Réponse en retard de 8 jours" in desk
    assert "en retard" in story.read(None, reverse("public:referrals:list"))

    # 7. The services prepare, the councillor answers on the 22nd.
    at("2027-03-22T10:00")
    responses = list(RecommendationResponse.objects.order_by("recommendation__number"))
    statuses = ["accepted"] * 6 + ["partly"] * 2 + ["refused"]
    for response, status in list(zip(responses, statuses, strict=True))[:8]:
        story.do(
            councillor, "desk:referrals:enter", response.pk, status=status, reasons="Parce que.",
            department=service.pk, due_on="2027-12-31", revision=0,
        )  # fmt: skip
    said = story.refused(
        councillor, "desk:referrals:publish_answer", referral.pk, answer_html="", presented_on="2027-03-20"
    )
    assert "R9" in said
    story.do(
        councillor, "desk:referrals:enter", responses[8].pk, status="refused", reasons="Hors compétence.", revision=0
    )
    story.do(councillor, "desk:referrals:publish_answer", referral.pk, answer_html="", presented_on="2027-03-20")
    referral.refresh_from_db()
    assert (referral.status, referral.days_late) == ("under_follow_up", 11)
    assert [r.due_on for r in referral.reviews.all()] == [
        dt.date(2027, 9, 22), dt.date(2028, 3, 22), dt.date(2029, 3, 22),
    ]  # fmt: skip
    public = story.read(None, referral.get_absolute_url() + "?apres")
    assert "Réponse donnée avec 11 jours de retard" in public
    assert "Hors compétence." in public
    run_jobs()
    assert ProducedDocument.objects.filter(kind="referrals.answers").count() == 3

    # Then the first review.
    at("2027-09-22T10:00")
    review = referral.reviews.first()
    data = {}
    for row in Recommendation.objects.filter(response__commitment__isnull=False):
        data |= {f"state_{row.pk}": "done", f"text_{row.pk}": "C’est fait.",
                 f"evidence_url_{row.pk}": "https://exemple.invalid/preuve"}  # fmt: skip
    story.do(officer, "desk:referrals:hold_review", review.pk, summary_html="", **data)
    story.do(chair, "member:referrals:close", referral.pk)
    assert Referral.objects.get().status == "closed"
