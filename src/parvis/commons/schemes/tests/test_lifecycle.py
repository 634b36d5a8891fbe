import datetime as dt

import pytest
from django.db import IntegrityError

from parvis.commons.schemes import lifecycle, queries
from parvis.commons.schemes.choices import Source
from parvis.commons.schemes.models import Scheme, SchemeRole
from parvis.commons.schemes.tests.factories import SchemeFactory, SchemeRoleFactory, user_on
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def scheme():
    return SchemeFactory()


@pytest.fixture
def officer(scheme):
    return user_with(Persona.OFFICER, scheme.authority)


def test_an_officer_gives_a_role_on_a_scheme_and_the_journal_says_so(scheme, officer):
    agent = UserFactory()
    role = lifecycle.grant_scheme_role(scheme, user=agent, persona=Persona.AGENT, by=officer)
    assert agent.grants.has_on_scheme([Persona.AGENT], scheme.pk)
    line = JournalLine.objects.about(role).get()
    assert (line.verb, line.actor) == ("grant_scheme_role", officer)


def test_nobody_gives_a_role_to_themself(scheme, officer):
    with pytest.raises(Refused, match="Personne ne s’attribue"):
        lifecycle.grant_scheme_role(scheme, user=officer, persona=Persona.AGENT, by=officer)


def test_the_database_also_refuses_a_role_granted_to_oneself(scheme, officer):
    with pytest.raises(IntegrityError):
        SchemeRoleFactory(scheme=scheme, user=officer, granted_by=officer)


@pytest.mark.parametrize("persona", [Persona.MEMBER, Persona.CHAIR])
def test_a_seat_is_not_granted_by_hand(scheme, officer, persona):
    with pytest.raises(Refused, match="suit le mandat"):
        lifecycle.grant_scheme_role(scheme, user=UserFactory(), persona=persona, by=officer)


def test_a_contractor_needs_an_end_date(scheme, officer):
    with pytest.raises(Refused, match="date de fin"):
        lifecycle.grant_scheme_role(scheme, user=UserFactory(), persona=Persona.CONTRACTOR, by=officer)


def test_dates_are_in_order(scheme, officer):
    with pytest.raises(Refused, match="précède"):
        lifecycle.grant_scheme_role(
            scheme, user=UserFactory(), persona=Persona.AGENT, by=officer, ends_on=dt.date(2026, 11, 1)
        )


def test_the_same_role_is_given_once(scheme, officer):
    agent = UserFactory()
    lifecycle.grant_scheme_role(scheme, user=agent, persona=Persona.AGENT, by=officer)
    with pytest.raises(Refused, match="déjà ce rôle"):
        lifecycle.grant_scheme_role(scheme, user=agent, persona=Persona.AGENT, by=officer)


def test_a_role_that_ends_is_over_today_and_stays_in_the_history(scheme, officer):
    role = SchemeRoleFactory(scheme=scheme, persona=Persona.AGENT)
    lifecycle.end_scheme_role(role, by=officer)
    assert role.ends_on == dt.date(2026, 11, 15)
    assert not role.user.grants.has_on_scheme([Persona.AGENT], scheme.pk)
    assert SchemeRole.objects.filter(pk=role.pk).exists()


def test_two_people_who_end_the_same_role_do_it_once(scheme, officer):
    role = SchemeRoleFactory(scheme=scheme)
    stale = SchemeRole.objects.get(pk=role.pk)
    lifecycle.end_scheme_role(role, by=officer)
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        lifecycle.end_scheme_role(stale, by=officer)


def test_a_mandate_gives_its_role_once_and_takes_it_back(scheme, officer):
    member = UserFactory()
    first = lifecycle.seat(scheme, user=member, persona=Persona.MEMBER, by=officer, starts_on=dt.date(2026, 9, 26))
    again = lifecycle.seat(scheme, user=member, persona=Persona.MEMBER, by=officer, ends_on=dt.date(2029, 9, 25))
    assert first == again
    assert again.source == Source.MEMBERSHIP
    with pytest.raises(Refused, match="mandat"):
        lifecycle.end_scheme_role(again, by=officer)
    assert lifecycle.unseat(scheme, user=member, persona=Persona.MEMBER, by=officer) == 1
    assert not queries.team_of(scheme, Persona.MEMBER).exists()


def test_a_member_may_also_be_seated_by_themself_when_the_body_says_so(scheme):
    member = UserFactory()
    role = lifecycle.seat(scheme, user=member, persona=Persona.MEMBER, by=member)
    assert role.granted_by == member


def test_the_officers_of_a_scheme_are_its_own_else_those_of_the_authority(scheme, officer):
    assert list(queries.officers_of(scheme)) == [officer]
    own = user_on(Persona.OFFICER, scheme)
    assert list(queries.officers_of(scheme)) == [own]


def test_the_team_is_written_to_by_the_record_s_channel_when_there_is_one(scheme):
    from parvis.commons.people.tests.factories import PersonFactory

    user = user_on(Persona.AGENT, scheme)
    other = user_on(Persona.AGENT, scheme)
    PersonFactory(authority=scheme.authority, user=user, channel="post")
    channels = {r.user_id: r.channel for r in queries.team_recipients(scheme, Persona.AGENT)}
    assert channels == {user.pk: "post", other.pk: "email"}


def test_a_scheme_knows_its_kind_and_is_its_own_child_when_bare(scheme):
    assert scheme.kind == "scheme"
    assert scheme.child == scheme
    assert scheme.kind_label == "dispositif"


PERSONAS = [*Persona]


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("persona", PERSONAS)
def test_the_list_of_schemes_tells_the_same_truth_as_the_record(persona, public):
    scheme = SchemeFactory(is_public=public)
    for user in (
        user_with(persona, scheme.authority),
        user_on(persona, scheme),
        user_with(persona, AuthorityFactory()),
    ):
        listed = Scheme.objects.visible_to(user).filter(pk=scheme.pk).exists()
        assert listed == user.has_perm("schemes.view_scheme", scheme)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_list_of_roles_tells_the_same_truth_as_the_record(persona):
    role = SchemeRoleFactory()
    for user in (user_with(persona, role.authority), user_on(persona, role.scheme), role.user, UserFactory()):
        listed = SchemeRole.objects.visible_to(user).filter(pk=role.pk).exists()
        assert listed == user.has_perm("schemes.view_schemerole", role)
