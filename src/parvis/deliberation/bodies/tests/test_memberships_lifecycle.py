"""A mandate, from the proposal to its end."""

import datetime as dt

import pytest

from parvis.commons.people.tests.factories import ElectedRoleFactory, PersonFactory
from parvis.commons.schemes.models import SchemeRole
from parvis.deliberation.bodies import due, lifecycle, queries
from parvis.deliberation.bodies.models import Membership
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    SeatFactory,
)
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import LegalActFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine, JournalReason
from parvis.ground.mailing.models import Message


@pytest.fixture
def body(epci, at):
    at("2026-11-16")
    return BodyFactory(authority=epci)


@pytest.fixture
def act(epci):
    return LegalActFactory(authority=epci, number="2026-071", date=dt.date(2026, 6, 25))


def roles(user):
    return set(SchemeRole.objects.filter(user=user).in_force().values_list("scheme", "persona"))


def test_a_mandate_needs_an_act(body, officer):
    member = MembershipFactory(body=body, candidate=True)
    with pytest.raises(Refused, match="acte de nomination"):
        lifecycle.appoint(member, by=officer)


def test_a_community_councillor_never_sits_in_a_development_council(body, officer, act):
    councillor = ElectedRoleFactory(person__authority=body.authority, person__given_name="Luc").person
    member = lifecycle.propose(body, person=councillor, by=officer)
    with pytest.raises(Refused, match="L5211-10-1") as refused:
        lifecycle.appoint(member, by=officer, act=act)
    assert "conseillère communautaire" in str(refused.value)
    assert Membership.objects.get(pk=member.pk).status == "proposed"


def test_a_former_councillor_may_sit(body, officer, act):
    role = ElectedRoleFactory(person__authority=body.authority, ends_on=dt.date(2026, 3, 21))
    member = lifecycle.propose(body, person=role.person, by=officer)
    lifecycle.appoint(member, by=officer, act=act)
    assert member.status == "appointed"


def test_a_citizen_assembly_may_exclude_councillors_by_its_own_rules(epci, officer, act, at):
    at("2026-11-16")
    assembly = BodyFactory(authority=epci, type="citizen_assembly", excludes_elected=True)
    person = ElectedRoleFactory(person__authority=epci).person
    member = lifecycle.propose(assembly, person=person, by=officer)
    with pytest.raises(Refused, match="Règles propres"):
        lifecycle.appoint(member, by=officer, act=act)


def test_somebody_of_another_authority_is_not_proposed(body, officer):
    with pytest.raises(Refused, match="autre collectivité"):
        lifecycle.propose(body, person=PersonFactory(), by=officer)


def test_filling_the_last_seat_warns_when_the_gap_is_too_wide(body, officer, act):
    college = CollegeFactory(body=body, seats=3)
    for _ in range(2):
        MembershipFactory(body=body, college=college, person__gender="f")
    third = MembershipFactory(body=body, college=college, candidate=True, person__gender="f")
    with pytest.raises(Warned, match="écart de 3"):
        lifecycle.appoint(third, by=officer, act=act)
    lifecycle.appoint(third, by=officer, act=act, override="Aucun homme candidat")
    line = JournalLine.objects.about(third).first()
    assert line.cautions == ["gender_gap"]
    assert line.rule == "development_council.excludes_community_councillors@2023-12-29"
    assert JournalReason.objects.get(line=line).text == "Aucun homme candidat"


def test_access_opens_with_the_charter_and_the_date(body, officer, act):
    user = UserFactory()
    member = MembershipFactory(body=body, candidate=True, person__user=user)
    lifecycle.appoint(member, by=officer, act=act, starts_on=dt.date(2026, 12, 1))
    lifecycle.sign_charter(member, by=officer)
    assert member.status == "appointed"
    assert roles(user) == set()
    clock.freeze("2026-12-01T08:00")
    due.begin_mandates(clock.now())
    member.refresh_from_db()
    assert member.status == "active"
    assert roles(user) == {(body.pk, "member")}


def test_without_a_charter_nobody_takes_their_seat(body, officer, act):
    member = MembershipFactory(body=body, candidate=True)
    lifecycle.appoint(member, by=officer, act=act)
    with pytest.raises(Refused, match="charte"):
        lifecycle.activate(member, by=officer)
    lifecycle.sign_charter(member, by=officer)
    assert member.status == "active"


def test_the_chair_holds_the_rights_of_a_chair_and_so_does_the_bureau(body, officer):
    chair, teller = UserFactory(), UserFactory()
    bureau = InnerBodyFactory(parent=body, type="bureau")
    for seat in (
        MembershipFactory(body=body, role="chair", person__user=chair, status="appointed"),
        MembershipFactory(body=bureau, person__user=teller, status="appointed"),
    ):
        lifecycle.activate(seat, by=officer)
    assert roles(chair) == {(body.pk, "member"), (body.pk, "chair")}
    assert roles(teller) == {(bureau.pk, "member"), (body.pk, "chair")}


def test_a_sanction_needs_a_reason_and_a_hearing(body, officer):
    user = UserFactory()
    member = MembershipFactory(body=body, person__user=user, status="appointed")
    lifecycle.activate(member, by=officer)
    with pytest.raises(Refused, match="motif"):
        lifecycle.suspend(member, by=officer, reason=" ", heard_on=dt.date(2026, 11, 2))
    with pytest.raises(Refused, match="entendue"):
        lifecycle.suspend(member, by=officer, reason="Absences répétées", heard_on=None)
    lifecycle.suspend(member, by=officer, reason="Absences répétées", heard_on=dt.date(2026, 11, 2))
    assert roles(user) == set()
    clock.freeze("2026-11-17T09:00")
    lifecycle.resume(member, by=officer)
    assert roles(user) == {(body.pk, "member")}
    lifecycle.disqualify(member, by=officer, reason="Conflit d’intérêts", heard_on=dt.date(2026, 11, 16))
    assert (member.status, member.ended_on) == ("disqualified", dt.date(2026, 11, 17))
    assert roles(user) == set()
    assert [m.letter for m in Message.objects.order_by("pk")] == ["bodies.suspended", "bodies.disqualified"]


def test_the_substitute_of_the_seat_takes_it_when_its_holder_resigns(body, officer):
    seat = SeatFactory(college__body=body)
    holder = MembershipFactory(body=body, seat=seat, college=seat.college, role="chair")
    deputy = MembershipFactory(body=body, seat=seat, college=seat.college, role="substitute", substitute_of=holder)
    lifecycle.resign(holder, by=officer, on=dt.date(2026, 11, 16))
    new = lifecycle.replace(holder, by=officer, on=dt.date(2026, 11, 17))
    deputy.refresh_from_db()
    assert (new.person, new.seat, new.role, new.status) == (deputy.person, seat, "member", "appointed")
    assert new.replaces == holder
    assert deputy.status == "ended"
    assert holder.status == "resigned"
    clock.freeze("2026-11-17T09:00")
    due.begin_mandates(clock.now())
    assert [m.person for m in queries.members_on(body, dt.date(2026, 11, 17))] == [deputy.person]


def test_a_seat_without_a_substitute_asks_for_a_name(body, officer, act):
    holder = MembershipFactory(body=body)
    with pytest.raises(Refused, match="suppléance"):
        lifecycle.replace(holder, by=officer)
    new = lifecycle.replace(holder, by=officer, successor=PersonFactory(authority=body.authority), act=act)
    assert holder.status == "replaced"
    assert new.ends_on == dt.date(2029, 9, 25)


def test_a_change_of_role_keeps_the_past_answerable(body, officer):
    member = MembershipFactory(body=body, person__user=UserFactory())
    lifecycle.entrust(
        member, by=officer, role="chair", appointed_by="Élection par la plénière", on=dt.date(2026, 11, 16)
    )
    before, after = queries.members_on(body, dt.date(2026, 11, 15)), queries.members_on(body, dt.date(2026, 11, 16))
    assert [m.role for m in before] == ["member"]
    assert [m.role for m in after] == ["chair"]
    assert (body.pk, "chair") in roles(member.person.user)


def test_mandates_end_at_their_term_with_thanks(body, officer):
    user = UserFactory()
    member = MembershipFactory(body=body, person__user=user, status="appointed")
    lifecycle.activate(member, by=officer)
    clock.freeze("2029-09-26T06:00")
    due.end_mandates(clock.now())
    due.end_mandates(clock.now())
    member.refresh_from_db()
    assert (member.status, member.ended_on, member.end_reason) == ("ended", dt.date(2029, 9, 25), "term")
    assert roles(user) == set()
    assert Message.objects.filter(letter="bodies.mandate_ended").count() == 1


def test_another_seat_keeps_the_same_door_open(body, officer):
    user = UserFactory()
    person = PersonFactory(authority=body.authority, user=user)
    bureau = InnerBodyFactory(parent=body, type="bureau")
    chair = MembershipFactory(body=body, role="chair", person=person, status="appointed")
    teller = MembershipFactory(body=bureau, person=person, status="appointed")
    for seat in (chair, teller):
        lifecycle.activate(seat, by=officer)
    clock.freeze("2026-11-20T09:00")
    lifecycle.resign(teller, by=officer, on=dt.date(2026, 11, 18))
    assert roles(user) == {(body.pk, "member"), (body.pk, "chair")}


def test_a_welcome_goes_by_email_with_an_account_or_by_post(body, officer):
    MembershipFactory(body=body, status="appointed", person__email="odile@exemple.invalid")
    MembershipFactory(
        body=body, status="appointed", person__email="", person__channel="post",
        person__address_line="3 rue du Lavoir", person__postcode="47200", person__city="Virazelle",
    )  # fmt: skip
    lost = MembershipFactory(body=body, status="appointed", person__email="")
    sent, problems = lifecycle.invite_all(body, by=officer)
    assert sent == {"email": 1, "post": 1}
    assert len(problems) == 1
    assert problems[0].startswith(lost.person.full_name)
    letters = {m.channel: m for m in Message.objects.filter(letter="bodies.welcome")}
    assert "six chiffres" in letters["email"].body
    assert letters["post"].status == "to_print"
    assert "par courrier" in letters["post"].body
    assert "code à chaque visite" in letters["post"].body
    assert "/espace-membre/" not in letters["post"].body
    assert lifecycle.invite_all(body, by=officer)[0] == {"email": 0, "post": 0}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"phone": "05 53 00 00 01", "email": ""}, "la vôtre au 05 53 00 00 01 ;"),
        ({"phone": "05 53 00 00 01", "email": "c2d@exemple.invalid"}, "au 05 53 00 00 01 ou à c2d@exemple.invalid ;"),
        ({"phone": "", "email": ""}, "la vôtre à la première réunion ;"),
    ],
)
def test_a_welcome_by_post_says_to_whom_to_give_an_address_and_how_to_sign_the_charter(body, officer, known, said):
    for field, value in known.items():
        setattr(body.authority, field, value)
    body.authority.save()
    body.charter_required = True
    body.save()
    lifecycle.invite(post_member(body), by=officer)
    letter = Message.objects.get(letter="bodies.welcome").body
    assert said in letter
    assert "Le kit d’accueil est joint à cette lettre" in letter
    assert "rendre signée" in letter


def test_who_gives_an_address_after_a_letter_by_post_is_let_in(body, officer):
    member = post_member(body)
    lifecycle.invite(member, by=officer)
    assert not lifecycle.may_be_let_in(member)
    member.person.email, member.person.channel = "odile@exemple.invalid", "email"
    member.person.save()
    assert lifecycle.may_be_let_in(member)
    assert lifecycle.invite(member, by=officer) == "email"
    assert member.person.user.email == "odile@exemple.invalid"
    assert Message.objects.filter(letter="bodies.welcome", channel="email").count() == 1
    assert not lifecycle.may_be_let_in(member)


def post_member(body):
    """Somebody appointed whom only the post reaches."""
    return MembershipFactory(
        body=body, status="appointed", charter_signed_on=None, person__email="", person__channel="post",
        person__address_line="3 rue du Lavoir", person__postcode="47200", person__city="Virazelle",
    )  # fmt: skip


def test_two_records_never_share_one_account(body, officer):
    user = UserFactory(email="famille@exemple.invalid")
    PersonFactory(authority=body.authority, user=user, email=user.email)
    other = MembershipFactory(body=body, status="appointed", person__email=user.email)
    with pytest.raises(Refused, match="fusionnez"):
        lifecycle.invite(other, by=officer)
