import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing.choices import Channel, Frequency, Status
from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.models import Message, Preference
from parvis.ground.mailing.recipients import user_recipient
from parvis.ground.mailing.tests.factories import MessageFactory

from .conftest import PASSWORD, code_sent, sign_in

PAGE = "/compte/messages/"


class Reminder(Letter):
    key = "commitments.reminder"
    subject = "Rappel"

    def body_for(self, recipient):
        return "Bonjour"


@pytest.fixture
def letters(monkeypatch):
    """The letters that the product knows: one may be stopped, the other may not."""
    reminder = type("R", (Reminder,), {"label": "Rappel d’un engagement"})
    code = type("C", (Letter,), {"key": "account", "label": "Code", "essential": True})
    known = {letter.key: letter for letter in (reminder, code)}
    monkeypatch.setattr("parvis.ground.mailing.letters.known", lambda: known)
    return known


@pytest.fixture
def reader(site, holder, authority, letters):
    for key in letters:
        MessageFactory(authority=authority, email=holder.email, letter=key)
    sign_in(site)
    return holder


def send(authority, user):
    (row,) = Reminder(authority).send_to([user_recipient(user)])
    return row.status


def test_only_messages_that_may_be_stopped_are_offered(site, reader):
    page = site.get(PAGE)
    assert [letter.label for letter in page.context["form"].offered] == ["Rappel d’un engagement"]


def test_a_message_is_stopped_and_taken_up_again(site, reader, authority):
    site.post(PAGE, {"frequency": "now"})
    assert send(authority, reader) == Status.STOPPED
    site.post(PAGE, {"frequency": "now", "wanted": ["commitments.reminder"]})
    assert send(authority, reader) == Status.WAITING


def test_one_message_a_day_holds_the_others(site, reader, authority):
    site.post(PAGE, {"frequency": "daily", "wanted": ["commitments.reminder"]})
    assert Preference.objects.get().frequency == Frequency.DAILY
    assert send(authority, reader) == Status.HELD


def test_everything_that_may_be_stopped_is(site, reader, authority):
    site.post(PAGE, {"frequency": "now", "wanted": ["commitments.reminder"], "all_stopped": "on"})
    assert send(authority, reader) == Status.STOPPED


def test_the_choice_holds_for_one_authority(site, reader, authority):
    site.post(PAGE, {"frequency": "now"})
    assert send(AuthorityFactory(), reader) == Status.WAITING


def test_what_was_stopped_by_one_click_is_shown_as_such(site, reader, authority):
    Preference.objects.create(authority=authority, email=reader.email, stopped=["commitments.reminder", "ancien"])
    assert site.get(PAGE).context["form"].initial["wanted"] == []
    site.post(PAGE, {"frequency": "now", "wanted": ["commitments.reminder"]})
    assert Preference.objects.get().stopped == ["ancien"]


def test_an_unknown_rhythm_is_refused(site, reader):
    answer = site.post(PAGE, {"frequency": "jamais"})
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_the_choice_follows_the_account_to_its_new_address(site, reader, authority):
    site.post(PAGE, {"frequency": "daily"})
    site.post("/compte/confirmation/", {"password": PASSWORD})
    site.post("/compte/adresse/", {"email": "autre@exemple.invalid", "action_add": ""})
    site.post("/compte/adresse/code/", {"code": code_sent()})
    assert Preference.objects.get().email == "autre@exemple.invalid"


def test_the_choice_holds_when_the_person_is_written_to_elsewhere(site, reader, authority):
    site.post(PAGE, {"frequency": "daily", "wanted": ["commitments.reminder"]})
    person = PersonFactory(authority=authority, user=reader, email="bureau@exemple.invalid", channel=Channel.EMAIL)
    (row,) = Reminder(authority).send_to([person.recipient()])
    assert (row.email, row.status) == ("bureau@exemple.invalid", Status.HELD)


def test_whoever_has_a_record_sees_how_they_are_written_to(site, reader, authority):
    assert "On vous écrit" not in site.get(PAGE).content.decode()
    PersonFactory(authority=authority, user=reader, channel=Channel.SMS)
    page = site.get(PAGE).content.decode()
    assert "On vous écrit <strong>par SMS</strong>" in page
    assert "/espace-membre/personnes/mes-informations/coordonnees/" in page


def test_somebody_who_received_nothing_is_told_so(site, holder, letters):
    sign_in(site)
    assert "Aucun message facultatif" in site.get(PAGE).content.decode()
    site.post(PAGE, {"frequency": "daily"})
    assert Preference.objects.get().frequency == Frequency.DAILY


def test_the_page_is_not_open_to_visitors(site):
    assert site.get(PAGE).status_code == 302
    assert not Message.objects.exists()
