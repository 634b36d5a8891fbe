import pytest
from django import forms

from parvis.commons.people.fields import MOST_FOUND, PersonField
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import ElectedRoleFactory, PersonFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
from parvis.ground.core import clock

pytestmark = pytest.mark.django_db


class Asked(forms.Form):
    person = PersonField(label="Demandée par")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def elected(authority):
    return ElectedRoleFactory(person__authority=authority, person__family_name="Castérande").person


@pytest.fixture
def ask(authority, officer):
    """A form that proposes those in charge, filled in by somebody."""

    def make(data=None, user=officer):
        form = Asked(data)
        likely = Person.objects.of(authority).in_charge_on(clock.today())
        form.fields["person"].choose_among(likely, authority=authority, user=user)
        return form

    return make


def test_only_likely_people_are_listed(ask, elected, authority):
    agent = user_with(Persona.AGENT, authority)
    own = PersonFactory(authority=authority, user=agent)
    PersonFactory.create_batch(30, authority=authority)
    user_with(Persona.AGENT, PersonFactory(user=UserFactory()).authority)
    elsewhere = PersonFactory(authority=authority, user=UserFactory())
    RoleFactory(user=elsewhere.user, persona=Persona.AGENT, authority=AuthorityFactory())
    listed = {str(value) for value, _ in ask().fields["person"].choices if value}
    assert listed == {str(elected.pk), str(own.pk)}


def test_one_who_is_not_likely_is_found_by_their_name(ask, authority, elected):
    other = PersonFactory(authority=authority, given_name="Hélène", family_name="Le Goff")
    form = ask({"person": "", "person-nom": "le goff hélène"})
    assert form.is_valid()
    assert form.cleaned_data["person"] == other


def test_what_is_typed_wins_over_the_list(ask, authority, elected):
    other = PersonFactory(authority=authority, family_name="Unique")
    form = ask({"person": elected.pk, "person-nom": "Unique"})
    assert form.is_valid()
    assert form.cleaned_data["person"] == other


def test_several_come_back_as_the_list_to_choose_from(ask, authority, elected):
    homonyms = PersonFactory.create_batch(2, authority=authority, given_name="Anne", family_name="Morel")
    form = ask({"person-nom": "morel"})
    assert not form.is_valid()
    page = str(form["person"])
    for person in homonyms:
        assert f"fiche n° {person.pk}" in page
    assert "Castérande" not in page
    assert 'value="morel"' not in page  # what is chosen next wins
    assert ask({"person": homonyms[1].pk, "person-nom": ""}).is_valid()


@pytest.mark.parametrize(("count", "said"), [(0, "Aucune fiche"), (MOST_FOUND + 1, "Trop de fiches")])
def test_nobody_or_too_many_asks_for_another_name(ask, authority, count, said):
    PersonFactory.create_batch(count, authority=authority, family_name="Morel")
    form = ask({"person-nom": "Morel"})
    assert not form.is_valid()
    assert said in form.errors["person"][0]
    assert 'value="Morel"' in str(form["person"])


def test_by_name_one_finds_only_whom_one_may_see(ask, authority):
    hidden = PersonFactory(authority=authority, family_name="Morel")
    stranger = UserFactory()
    assert not ask({"person-nom": "Morel"}, user=stranger).is_valid()
    assert not ask({"person": hidden.pk}, user=stranger).is_valid()


def test_somebody_of_another_authority_is_never_found(ask):
    PersonFactory(family_name="Ailleurs")
    assert not ask({"person-nom": "Ailleurs"}).is_valid()


def test_without_likely_people_only_the_name_is_asked(ask):
    page = str(ask()["person"])
    assert "<select" not in page
    assert 'id="id_person"' in page
