"""Who reads, writes, runs and adopts a text, by its nature (matrix E.2, « Minutes draft », « Opinion draft »)."""

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.models import Text
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona

from .factories import TextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme():
    return SchemeFactory()


def rights(user, text):
    """What somebody may do with a text being written; the list must show what the rule lets read."""
    verbs = ("read", "write", "comment", "run", "adopt")
    found = {verb for verb in verbs if user.has_perm(f"writing.{verb}_text", text)}
    assert Text.objects.visible_to(user).filter(pk=text.pk).exists() == ("read" in found)
    return found


EVERYTHING = {"read", "write", "comment", "run", "adopt"}


@pytest.mark.parametrize(
    ("persona", "opinion", "minutes"),
    [
        (Persona.OFFICER, EVERYTHING, EVERYTHING),
        (Persona.CHAIR, EVERYTHING, EVERYTHING - {"write"}),
        (Persona.MEMBER, {"read", "write", "comment"}, {"read", "comment"}),
        (Persona.FACILITATOR, set(), {"read", "write", "comment"}),
        (Persona.DIRECTOR, set(), {"read"}),
        (Persona.COUNCILLOR, set(), set()),
        (Persona.CABINET, set(), set()),
        (Persona.AGENT, set(), set()),
        (Persona.PARTNER, set(), set()),
    ],
)
def test_the_people_of_a_scheme_have_the_rights_of_their_role_on_each_text(scheme, persona, opinion, minutes):
    user = user_on(persona, scheme)
    assert rights(user, TextFactory(scheme=scheme, kind=TextKind.OPINION)) == opinion
    assert rights(user, TextFactory(scheme=scheme, kind=TextKind.MINUTES)) == minutes


@pytest.mark.parametrize("persona", Persona.values)
def test_on_the_authority_the_mission_works_and_those_who_control_read(scheme, persona):
    user = user_with(persona, scheme.authority)
    read = {Persona.OFFICER: EVERYTHING, Persona.AUDITOR: {"read"}}
    assert rights(user, TextFactory(scheme=scheme, kind=TextKind.OPINION)) == read.get(persona, set())
    read[Persona.DIRECTOR] = {"read"}
    assert rights(user, TextFactory(scheme=scheme, kind=TextKind.MINUTES)) == read.get(persona, set())


def test_the_rapporteur_leads_the_writing_and_leaves_the_adoption_to_the_bureau(scheme):
    rapporteur = PersonFactory(authority=scheme.authority, user=UserFactory())
    text = TextFactory(scheme=scheme, kind=TextKind.OPINION, rapporteur=rapporteur)
    assert rapporteur.user.has_perm("writing.run_text", text)
    assert not rapporteur.user.has_perm("writing.adopt_text", text)


def test_whoever_runs_a_scheme_opens_its_texts_and_no_others(scheme):
    officer, other = user_on(Persona.OFFICER, scheme), SchemeFactory(authority=scheme.authority)
    assert officer.has_perm("writing.create_text", scheme.authority), "the page, which then looks for the scheme"
    assert officer.has_perm("writing.create_text", scheme)
    assert not officer.has_perm("writing.create_text", other)
