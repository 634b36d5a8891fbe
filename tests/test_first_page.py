"""The first page of the desk with every feature on: what each says is due, at one price."""

import datetime as dt

import pytest

from parvis.accountability.privacy.tests.factories import DataSubjectRequestFactory
from parvis.commons.commitments.tests.factories import CommitmentFactory, CommitmentReviewFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing.tests.factories import CommentFactory, TextFactory
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    MembershipFactory,
    MunicipalOpinionFactory,
    RenewalCampaignFactory,
    RenewalItemFactory,
)
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.deliberation.referrals.choices import ENDED_ASIDE, Status
from parvis.deliberation.referrals.tests.factories import FollowUpReviewFactory, ReferralFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.mailing.tests.factories import MessageFactory

SOON = dt.date(2026, 11, 24)
LIVE = [status for status in Status if status not in (*ENDED_ASIDE, Status.CLOSED)]
PRICE = 9  # host, session and account, roles, visit; legal rules of bodies, of minutes; what is due; what has changed


@pytest.fixture
def authority(db):
    clock.freeze("2026-11-16T09:00")
    return AuthorityFactory(slug="orzenne")


@pytest.fixture
def officer(client, authority):
    client.user = user_with("officer", authority)
    client.force_login(client.user)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


def one_of_each(authority, owner):
    """A row for each line that a feature may put on the first page."""
    body = BodyFactory(authority=authority, term_ends_on=dt.date(2027, 7, 1), convocation_days=15)
    MembershipFactory(body=body, college=CollegeFactory(body=body), ends_on=dt.date(2027, 3, 1))
    campaign = RenewalCampaignFactory(body=BodyFactory(authority=authority, status="renewing"))
    RenewalItemFactory(campaign=campaign, due_on=SOON)
    MunicipalOpinionFactory(campaign=campaign)
    MeetingFactory(scheme=body, starts_at=clock.now() - dt.timedelta(days=3))
    MeetingFactory(scheme=body, starts_at=clock.now() + dt.timedelta(days=30))
    for status in LIVE:
        ReferralFactory(body=body, status=status, expected_on=SOON)
    FollowUpReviewFactory(referral=ReferralFactory(body=body, status=Status.UNDER_FOLLOW_UP), due_on=SOON)
    CommitmentFactory(authority=authority, due_on=SOON, owner=owner)
    CommitmentReviewFactory(commitment=CommitmentFactory(authority=authority, due_on=SOON), due_on=SOON)
    text = TextFactory(scheme=body, status="final", rapporteur=PersonFactory(authority=authority))
    CommentFactory(text=text, version__text=text)
    MessageFactory(authority=authority, status="bounced")
    DataSubjectRequestFactory(authority=authority)


def lines(context):
    return [*context["late"], *context["week"], *context["waiting"], *context["month"]]


@pytest.mark.parametrize("count", [0, 1, 12])
def test_the_first_page_costs_the_same_whatever_there_is_to_do(officer, authority, count, django_assert_num_queries):
    owner = PersonFactory(authority=authority, user=officer.user)
    for _ in range(count):
        one_of_each(authority, owner)
    officer.get("/gestion/")
    with django_assert_num_queries(PRICE):
        page = officer.get("/gestion/")
    assert bool(lines(page.context)) is bool(count)


def test_every_feature_has_its_lines_on_the_first_page(officer, authority):
    one_of_each(authority, PersonFactory(authority=authority, user=officer.user))
    context = officer.get("/gestion/").context
    assert {item.what for item in lines(context)} == {
        "2 sièges vacants", "Renouvellement à ouvrir", "Point à l’ordre du jour",
        "1\xa0avis de conseil municipal attendu", "Présences à enregistrer", "Convocation à envoyer",
            "Date à retenir à envoyer",
        "Transmettre la saisine", "Accepter ou décliner", "Première séance ou audition", "Projet d’avis",
        "Adoption de l’avis", "Transmettre l’avis", "Réponse motivée", "Prendre acte de la réponse", "Clore le suivi",
        "Bilan à 6 mois", "Engagement à tenir", "Engagement attendu", "Revue de l’engagement",
        "1\xa0remarque sans suite", "1 message est revenu", "Répondre à la demande",
    }  # fmt: skip
    assert {change["url"].split("/")[2] for change in context["recent"]} == {"saisines", "engagements"}


def test_thousands_of_rows_leave_a_page_that_leads_to_them(officer, authority):
    body = BodyFactory(authority=authority, internal_rules_adopted_on=SOON)
    for _ in range(34):
        ReferralFactory(body=body, status=Status.SUBMITTED, expected_on=SOON)
    page = officer.get("/gestion/")
    *shown, last = page.context["waiting"]
    assert (len(shown), last.label) == (20, "14\xa0autres saisines")
    assert '<a href="/gestion/saisines/">14\xa0autres saisines</a>' in page.content.decode()


def test_another_authority_shows_nothing(officer, authority):
    elsewhere = AuthorityFactory()
    one_of_each(elsewhere, PersonFactory(authority=elsewhere, user=officer.user))
    assert lines(officer.get("/gestion/").context) == []
