"""AS01 at the level of the domain: the council is renewed after the elections."""

import datetime as dt

import pytest

from parvis.commons.people.tests.factories import ElectedRoleFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies import due, lifecycle, queries
from parvis.deliberation.bodies.choices import BodyStatus
from parvis.deliberation.bodies.models import Membership, RenewalCampaign
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    RenewalCampaignFactory,
)
from parvis.ground.authorities.tests.factories import LegalActFactory, TerritoryFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.mailing.models import Message

COLLEGES = [("Tirés au sort", "A", 41, "sortition"), ("Volontaires", "B", 31, "volunteers")]


@pytest.fixture
def council(epci, at):
    at("2026-04-01")
    return BodyFactory(
        authority=epci, slug="c2d", installed_on=dt.date(2024, 9, 28), term_ends_on=dt.date(2026, 9, 27), term_months=24
    )


@pytest.fixture
def campaign(council, officer):
    return lifecycle.open_renewal(council, by=officer, title="Renouvellement 2026", election_date=dt.date(2026, 3, 22))


@pytest.fixture
def act(epci):
    return LegalActFactory(authority=epci, number="2026-071", date=dt.date(2026, 6, 25))


def test_the_template_brings_two_agenda_items_and_the_pact_deadline_with_their_source(campaign):
    items = list(campaign.items.values_list("code", "due_on"))
    assert items == [
        ("governance_pact.debate", None),
        ("renewal.participation_debate", None),
        ("governance_pact.adopted_within", dt.date(2026, 12, 22)),
    ]
    assert set(campaign.items.values_list("source", flat=True)) == {"CGCT, article L5211-11-2"}


def test_a_town_has_no_pact(officer):
    body = BodyFactory(type="citizen_workshop", legal_basis="Délibération du conseil municipal")
    campaign = lifecycle.open_renewal(body, by=officer, title="Renouvellement")
    assert [i.code for i in campaign.items.all()] == ["composition"]


def test_one_renewal_at_a_time(council, campaign, officer):
    with pytest.raises(Refused, match="Renouvellement 2026"):
        lifecycle.open_renewal(council, by=officer, title="Bis")


def test_municipal_councils_have_two_months(campaign, officer, epci, at):
    at("2026-10-05")
    communes = TerritoryFactory.create_batch(3, authority=epci)
    due_on = lifecycle.ask_municipal_opinions(campaign, by=officer, communes=communes, on=dt.date(2026, 10, 5))
    assert due_on == dt.date(2026, 12, 5)
    opinion = campaign.opinions.first()
    with pytest.raises(Refused, match="précéder"):
        lifecycle.record_municipal_opinion(opinion, by=officer, on=dt.date(2026, 10, 4), sense="favourable")
    lifecycle.record_municipal_opinion(opinion, by=officer, on=dt.date(2026, 11, 3), sense="favourable")
    assert campaign.opinions.exclude(received_on=None).count() == 1
    with pytest.raises(Refused, match="déjà"):
        lifecycle.ask_municipal_opinions(campaign, by=officer, communes=communes, on=dt.date(2026, 10, 5))


def recruit(council, colleges):
    """41 drawn people (20 women) and 58 volunteers, of whom 31 (17 women) are retained: 37 women, 35 men."""
    drawn, volunteers = colleges
    for n in range(41):
        MembershipFactory(
            body=council, candidate=True, college=drawn, person__gender="f" if n < 20 else "m", is_retained=True
        )
    for n in range(58):
        MembershipFactory(
            body=council, candidate=True, college=volunteers, person__gender="f" if n % 2 else "m",
            person__family_name=f"Volontaire {n:02}",
        )  # fmt: skip
    women = Membership.objects.filter(college=volunteers, person__gender="f").order_by("pk")[:17]
    men = Membership.objects.filter(college=volunteers, person__gender="m").order_by("pk")[:14]
    return [*women, *men]


def test_the_council_is_renewed_from_the_vote_to_the_installation(council, campaign, officer, act, epci, at):
    for member in MembershipFactory.create_batch(
        3, body=council, starts_on=dt.date(2024, 9, 28), ends_on=dt.date(2026, 9, 27)
    ):
        member.save()
    CollegeFactory(body=council, seats=3, starts_on=dt.date(2024, 9, 28), ends_on=dt.date(2026, 9, 27))
    lifecycle.vote_composition(campaign, by=officer, act=act, colleges=COLLEGES, term_months=36)
    colleges = list(queries.coming_colleges(council))
    assert [c.seat_rows.count() for c in colleges] == [41, 31]
    lifecycle.start_recruitment(campaign, by=officer)
    chosen = recruit(council, colleges)
    for member in chosen:
        lifecycle.retain(member, by=officer)
    gap = queries.report_coming(council).finding("gender_gap")
    assert gap.passed is False
    assert gap.measure.startswith("37\u00a0femmes et 35\u00a0hommes : écart de 2")
    assert gap.advice.startswith("Remplacez 1\u00a0femme par 1\u00a0homme")

    one_more = queries.candidates(council).filter(is_retained=False, person__gender="m").first()
    with pytest.raises(Refused, match="complet"):
        lifecycle.retain(one_more, by=officer)
    with pytest.raises(Warned, match="écart de 2"):
        lifecycle.appoint_retained(council, by=officer, act=act)
    lifecycle.swap(chosen[0], one_more, by=officer)
    assert queries.report_coming(council).finding("gender_gap").passed is True

    appointed = lifecycle.appoint_retained(council, by=officer, act=act)
    assert len(appointed) == 72
    assert len({m.seat_id for m in appointed}) == 72
    at("2026-09-10")
    lifecycle.install_renewed(campaign, by=officer, on=dt.date(2026, 9, 26))
    council.refresh_from_db()
    assert council.status == BodyStatus.ACTIVE
    mandates = set(Membership.objects.filter(status="appointed").values_list("starts_on", "ends_on"))
    assert mandates == {(dt.date(2026, 9, 26), dt.date(2029, 9, 25))}
    assert queries.renewal_alert_on(council) == dt.date(2028, 12, 25)
    assert queries.members_on(council, dt.date(2026, 9, 25)).count() == 3
    assert queries.members_on(council, dt.date(2026, 9, 26)).count() == 72
    assert sum(c.seats for c in queries.colleges_on(council, dt.date(2026, 9, 25))) == 3

    with pytest.raises(Warned, match="pacte"):
        lifecycle.close_renewal(campaign, by=officer)
    for item in campaign.items.all():
        lifecycle.complete_item(item, by=officer, on=dt.date(2026, 6, 25), act=act)
    lifecycle.close_renewal(campaign, by=officer)
    assert Membership.objects.filter(status="not_retained").count() == 27


def test_a_councillor_among_the_retained_stops_the_whole_act(council, campaign, officer, act, epci):
    lifecycle.vote_composition(campaign, by=officer, act=act, colleges=[("Habitants", "A", 1, "volunteers")])
    college = queries.coming_colleges(council).get()
    person = ElectedRoleFactory(person__authority=epci).person
    MembershipFactory(body=council, candidate=True, college=college, person=person, is_retained=True)
    with pytest.raises(Refused, match="L5211-10-1"):
        lifecycle.appoint_retained(council, by=officer, act=act)


def test_drawn_people_take_the_seat_of_their_commune(council, campaign, officer, act, epci):
    lifecycle.vote_composition(campaign, by=officer, act=act, colleges=[("Tirés au sort", "A", 2, "sortition")])
    college = queries.coming_colleges(council).get()
    commune = TerritoryFactory(authority=epci)
    seat = college.seat_rows.get(number=2)
    seat.territory = commune
    seat.save()
    member = MembershipFactory(
        body=council, candidate=True, college=college, person__territory=commune, person__gender="f", is_retained=True
    )
    lifecycle.appoint_retained(council, by=officer, act=act, override="Une seule personne")
    member.refresh_from_db()
    assert member.seat == seat


def test_installation_warns_of_vacant_seats_and_refuses_an_empty_council(council, campaign, officer, act):
    lifecycle.vote_composition(campaign, by=officer, act=act, colleges=COLLEGES)
    with pytest.raises(Refused, match="Personne"):
        lifecycle.install_renewed(campaign, by=officer, on=dt.date(2026, 9, 26))
    college = queries.coming_colleges(council).first()
    MembershipFactory(body=council, college=college, status="appointed", starts_on=None, ends_on=None)
    with pytest.raises(Warned, match="71\u00a0vacances"):
        lifecycle.install_renewed(campaign, by=officer, on=dt.date(2026, 9, 26))


def test_the_renewal_alert_leaves_once_nine_months_before_the_end(epci, officer, at):
    body = BodyFactory(authority=epci)
    for day in ("2028-12-24", "2028-12-25", "2028-12-26"):
        at(day)
        due.announce_renewals(clock.now())
    message = Message.objects.get(letter="bodies.renewal_due")
    assert message.email == officer.email
    assert "25\xa0septembre\xa02029" in message.body
    assert body.get_desk_url() in message.body


def test_states_of_a_campaign_follow_one_another(campaign, officer):
    with pytest.raises(Refused):
        lifecycle.start_recruitment(campaign, by=officer)
    assert RenewalCampaign.objects.get().status == "opened"


def test_a_commission_follows_the_term_of_its_body_and_is_not_renewed_alone(epci, officer, at):
    at("2028-12-25")
    body = BodyFactory(authority=epci, status=BodyStatus.CREATED, installed_on=None, term_ends_on=None)
    commission = InnerBodyFactory(parent=body, term_ends_on=None)
    lifecycle.install(body, by=officer, on=dt.date(2026, 9, 26))
    commission.refresh_from_db()
    assert commission.term_ends_on == dt.date(2029, 9, 25)
    assert queries.renewal_alert_on(commission) is None
    due.announce_renewals(clock.now())
    assert Message.objects.filter(letter="bodies.renewal_due").count() == 1


@pytest.mark.django_db
def test_whoever_works_on_a_body_reads_the_renewal_that_its_page_lists():
    campaign = RenewalCampaignFactory()
    near, apart = user_on("councillor", campaign.body), user_on("councillor", BodyFactory())
    assert near.has_perm("bodies.view_renewalcampaign", campaign)
    assert not near.has_perm("bodies.change_renewalcampaign", campaign)
    assert not apart.has_perm("bodies.view_renewalcampaign", campaign)
