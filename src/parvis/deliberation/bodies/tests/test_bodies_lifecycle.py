"""A body from the project to the dissolution."""

import datetime as dt

import pytest

from parvis.deliberation.bodies import lifecycle, queries
from parvis.deliberation.bodies.choices import BodyStatus, BodyType
from parvis.deliberation.bodies.models import Body, Membership
from parvis.deliberation.bodies.tests.factories import BodyFactory, InnerBodyFactory, MembershipFactory
from parvis.ground.authorities.models import Term
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalActFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine


@pytest.fixture
def project(epci, officer):
    return lifecycle.project(
        epci, name="Conseil de développement", type="development_council", by=officer, term_months=36
    )


def test_a_body_is_created_by_an_act_only(project, officer, epci):
    with pytest.raises(Refused, match="acte"):
        lifecycle.create(project, by=officer)
    lifecycle.create(project, by=officer, act=LegalActFactory(authority=epci))
    assert project.status == BodyStatus.CREATED
    assert JournalLine.objects.about(project).first().verb == "create"


def test_the_act_of_another_authority_creates_nothing(project, officer):
    with pytest.raises(Refused, match="autre collectivité"):
        lifecycle.create(project, by=officer, act=LegalActFactory())


def test_of_two_people_who_create_at_once_one_is_told(project, officer, epci):
    stale, act = Body.objects.get(pk=project.pk), LegalActFactory(authority=epci)
    lifecycle.create(project, by=officer, act=act)
    with pytest.raises(Refused):
        lifecycle.create(stale, by=officer, act=act)


def test_two_bodies_of_one_name_have_two_addresses(epci, officer):
    first, second = (lifecycle.project(epci, name="Comité vélo", type="advisory_committee", by=officer) for _ in "ab")
    assert (first.slug, second.slug) == ("comite-velo", "comite-velo-2")


def test_a_commission_belongs_to_a_body_and_needs_no_act(project, officer, epci):
    with pytest.raises(Refused, match="fait partie"):
        lifecycle.project(epci, name="Mobilités", type=BodyType.COMMISSION, by=officer)
    commission = lifecycle.project(epci, name="Mobilités", type=BodyType.COMMISSION, by=officer, parent=project)
    lifecycle.create(commission, by=officer)
    assert commission.status == BodyStatus.CREATED


def test_a_small_commune_is_warned_before_it_creates_neighbourhood_councils(db, officer):
    town = AuthorityFactory(population=12_000)
    council = lifecycle.project(town, name="Le Port", type="neighbourhood_council", by=officer)
    act = LegalActFactory(authority=town)
    with pytest.raises(Warned, match="20000 habitants"):
        lifecycle.create(council, by=officer, act=act)
    lifecycle.create(council, by=officer, act=act, override="Choix du conseil municipal")
    assert JournalLine.objects.about(council).first().cautions == ["neighbourhood_council.optional_from"]


def test_installation_starts_the_mandates_and_fixes_their_end(project, officer, epci, at):
    at("2026-09-26")
    lifecycle.create(project, by=officer, act=LegalActFactory(authority=epci))
    (college,) = lifecycle.vote_colleges(project, colleges=[("Habitants", "A", 2, "volunteers")], by=officer)
    member = MembershipFactory(body=project, candidate=True, college=college)
    lifecycle.appoint(member, by=officer, appointed_by="Délibération 2026-071")
    assert member.starts_on is None
    lifecycle.install(project, by=officer, on=dt.date(2026, 9, 26))
    member.refresh_from_db()
    assert (member.starts_on, member.ends_on) == (dt.date(2026, 9, 26), dt.date(2029, 9, 25))
    assert project.term_ends_on == dt.date(2029, 9, 25)
    assert queries.renewal_alert_on(project) == dt.date(2028, 12, 25)
    assert [c.seats for c in queries.colleges_on(project, dt.date(2027, 1, 1))] == [2]


def test_an_advisory_committee_ends_with_the_municipal_term(db, officer):
    town = AuthorityFactory()
    Term.objects.create(authority=town, name="2026–2032", starts_on=dt.date(2026, 3, 22), ends_on=dt.date(2032, 3, 21))
    committee = lifecycle.project(town, name="Comité vélo", type="advisory_committee", by=officer, term_months=84)
    lifecycle.create(committee, by=officer, act=LegalActFactory(authority=town, date=dt.date(2026, 5, 20)))
    with pytest.raises(Refused, match="L2143-2"):
        lifecycle.install(committee, by=officer, on=dt.date(2026, 6, 1))


def test_a_dissolved_body_ends_every_mandate_that_day(epci, officer):
    body = BodyFactory(authority=epci)
    MembershipFactory.create_batch(2, body=body)
    with pytest.raises(Refused, match="dissout"):
        lifecycle.dissolve(body, by=officer, on=dt.date(2027, 1, 31))
    lifecycle.dissolve(body, by=officer, on=dt.date(2027, 1, 31), act=LegalActFactory(authority=epci))
    ends = Membership.objects.filter(body=body).values_list("ended_on", "end_reason")
    assert set(ends) == {(dt.date(2027, 1, 31), "dissolved")}


def test_only_a_living_body_is_published(project, officer, epci):
    with pytest.raises(Refused):
        lifecycle.publish(project, by=officer)
    lifecycle.create(project, by=officer, act=LegalActFactory(authority=epci))
    lifecycle.publish(project, by=officer)
    assert Body.objects.published().filter(pk=project.pk).exists()
    lifecycle.unpublish(project, by=officer, reason="Page à relire")
    assert not Body.objects.published().filter(pk=project.pk).exists()


def test_quorum_counts_who_may_vote_that_day(epci):
    body = BodyFactory(authority=epci)
    MembershipFactory.create_batch(4, body=body)
    MembershipFactory(body=body, status="suspended", suspended_on=dt.date(2026, 11, 1), heard_on=dt.date(2026, 10, 20))
    MembershipFactory(body=body, role="substitute")
    day = dt.date(2026, 12, 10)
    assert queries.members_on(body, day).count() == 5
    assert queries.electors(body, day).count() == 4
    assert queries.quorum_needed(body, day) == 2
    assert queries.substitutes_on(body, day).count() == 1
    body.quorum_numerator = body.quorum_denominator = None
    assert queries.quorum_needed(body, day) is None
    body.quorum_fixed = 30
    assert queries.quorum_needed(body, day) == 30


def test_internal_rules_are_due_six_months_after_the_installation(epci, officer, at):
    at("2026-10-01")
    body = BodyFactory(authority=epci)
    assert queries.internal_rules_due_on(body) == dt.date(2027, 3, 26)
    assert queries.internal_rules_due_on(InnerBodyFactory(parent=body)) is None
    with pytest.raises(Refused):
        lifecycle.adopt_internal_rules(body, by=officer, on=dt.date(2026, 10, 2))
    lifecycle.adopt_internal_rules(body, by=officer, on=dt.date(2026, 10, 1))
    assert queries.internal_rules_due_on(body) is None


def test_what_changes_in_a_record_is_written_by_name_only(epci, officer):
    body = BodyFactory(authority=epci)
    lifecycle.describe(body, by=officer, summary="Une assemblée d’habitants.", proxies_per_member=1)
    assert JournalLine.objects.about(body).first().facts == {"fields": ["summary"]}
