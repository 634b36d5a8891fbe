"""Long lists: keys are sorted, the rows of the page alone are fetched; hundreds of choices are drawn at once."""

import pytest
from django import forms

from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import PersonFactory
from parvis.ground.authorities.models import Venue
from parvis.ground.authorities.tests.factories import VenueFactory
from parvis.ground.core.paging import KeyedPaginator, first
from parvis.ground.core.widgets import RecordSelect


@pytest.fixture
def rooms(authority):
    return [VenueFactory(authority=authority, name=f"Salle {n:02}") for n in range(12)]


def test_pages_follow_one_another_in_order_and_miss_nobody(rooms):
    paginator = KeyedPaginator(Venue.objects.order_by("-name"), 5)
    seen = [room for number in paginator.page_range for room in paginator.page(number)]
    assert seen == rooms[::-1]
    assert paginator.page(3).has_other_pages()
    assert [room.name for room in paginator.page(3)] == ["Salle 01", "Salle 00"]


def test_a_total_that_is_known_is_not_counted_again(rooms, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = KeyedPaginator(Venue.objects.order_by("name"), 5, total=12).page(1)
        assert len(list(page)) == 5
    assert page.paginator.num_pages == 3


def test_keys_that_are_known_are_not_asked_again(rooms, django_assert_num_queries):
    every = [room.pk for room in rooms]
    with django_assert_num_queries(1):
        page = KeyedPaginator(Venue.objects.all(), 5, every=every).get_page(3)
        assert [room.name for room in page] == ["Salle 10", "Salle 11"]
    assert page.paginator.num_pages == 3


def test_the_first_rows_come_whole_in_one_query(rooms, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(first(Venue.objects.order_by("-name"), 3)) == rooms[:8:-1]


class RoomForm(forms.Form):
    room = forms.ModelChoiceField(Venue.objects.order_by("name"), widget=RecordSelect, empty_label="Choisir")


def test_a_long_choice_reads_as_any_other_and_keeps_what_was_chosen(rooms):
    VenueFactory(authority=rooms[0].authority, name="<Grange> & cour")
    drawn = str(RoomForm({"room": rooms[3].pk})["room"])
    assert drawn.count("<option") == 14
    assert '<option value="">Choisir</option>' in drawn
    assert f'<option value="{rooms[3].pk}" selected>Salle 03</option>' in drawn
    assert "&lt;Grange&gt; &amp; cour" in drawn


class PeopleForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.all(), widget=RecordSelect)


class HowTheyAreCalled(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"M. ou Mme {obj.family_name}"


class PoliteForm(forms.Form):
    person = HowTheyAreCalled(Person.objects.all(), widget=RecordSelect)


def test_people_are_named_in_a_choice_as_everywhere_else(authority):
    for given, family in (("Chloé", "Ortiz"), ("", "Comité des fêtes")):
        person = PersonFactory(authority=authority, given_name=given, family_name=family)
        assert f'<option value="{person.pk}">{person}</option>' in str(PeopleForm()["person"])
    assert ">M. ou Mme Ortiz</option>" in str(PoliteForm()["person"])
