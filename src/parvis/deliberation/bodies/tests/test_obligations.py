"""Which bodies an authority must have, by its kind and its population (part C.1)."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.deliberation.bodies import obligations
from parvis.deliberation.bodies.choices import BodyStatus
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather

from ..contributions import due
from .factories import BodyFactory

pytestmark = pytest.mark.django_db

USERS, ACCESS = "users_commission", "accessibility_commission"


def asked(**fields):
    return {o.threshold.type for o in obligations.compulsory(AuthorityFactory.build(pk=0, **fields))}


@pytest.mark.parametrize(
    ("kind", "population", "expected"),
    [
        ("epci", 50_000, {ACCESS}),
        ("epci", 50_001, {"development_council", USERS, ACCESS}),
        ("commune", 79_999, {USERS, ACCESS}),
        ("commune", 80_000, {"neighbourhood_council", USERS, ACCESS}),
        ("commune", 10_000, {ACCESS}),
        ("commune", 4_999, set()),
        ("commune", None, set()),
        ("department", None, {USERS}),
        ("region", 2_000_000, {USERS}),
        ("other", 900_000, set()),
    ],
)
def test_the_law_asks_by_kind_and_population(kind, population, expected):
    assert asked(kind=kind, population=population) == expected


def test_an_obligation_says_its_threshold_and_its_source(epci):
    council = next(o for o in obligations.obligations(epci) if o.threshold.type == "development_council")
    said = council.why.replace("\u202f", " ").replace("\u00a0", " ")
    assert said.startswith("obligatoire au-delà de 50 000 habitants (CGCT, article L5211-10-1")
    assert council.is_missing


def test_a_dated_rule_moves_the_threshold(epci):
    LegalRuleFactory(authority=epci, code="development_council.compulsory_above", value=60_000, unit="inhabitants")
    assert "development_council" not in {o.threshold.type for o in obligations.obligations(epci)}


def test_the_list_of_bodies_says_what_exists_and_what_lacks(epci, officer, client):
    BodyFactory(authority=epci, name="Conseil de développement")
    client.force_login(officer)
    page = client.get(reverse("desk:bodies:list"), HTTP_HOST="orzenne.localhost")
    states = {o.threshold.type: o.is_missing for o in page.context["obligations"]}
    assert states == {"development_council": False, USERS: True, ACCESS: True}
    assert "Ce que la loi demande" in page.content.decode()
    create = client.get(reverse("desk:bodies:create"), {"type": USERS}, HTTP_HOST="orzenne.localhost")
    assert create.context["form"]["type"].value() == USERS


def test_the_record_of_a_compulsory_body_says_why(epci, officer, client):
    body = BodyFactory(authority=epci)
    client.force_login(officer)
    assert "Instance obligatoire" in client.get(body.get_desk_url(), HTTP_HOST="orzenne.localhost").content.decode()


def missing(user, authority):
    return [i.label for i in gather(due(user, authority, clock.today())) if i.what.startswith("Instance à créer")]


def test_a_missing_body_is_due_when_its_rule_was_read_at_its_source(epci, officer):
    assert missing(officer, epci) == ["Conseil de développement"]
    BodyFactory(authority=epci, projected=True)
    assert missing(officer, epci) == []


def test_a_dissolved_body_is_missing_again(epci, officer):
    BodyFactory(authority=epci, status=BodyStatus.DISSOLVED, dissolved_on=dt.date(2026, 10, 1))
    assert missing(officer, epci) == ["Conseil de développement"]


def test_the_team_of_one_body_is_not_told_of_the_others(epci):
    agent = user_with("agent", epci)
    assert missing(agent, epci) == []
