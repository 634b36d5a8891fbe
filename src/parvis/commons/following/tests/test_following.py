"""Somebody without an account follows a promise by e-mail: asked, confirmed, told, stopped, forgotten."""

import datetime as dt
import re

import pytest

from parvis.accountability.privacy.erasure import erase
from parvis.accountability.privacy.subjects import rows_about, subject_of
from parvis.commons.commitments import lifecycle as commitments
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.following import due, lifecycle
from parvis.commons.following.letters import FollowConfirmation, FollowNews
from parvis.commons.following.models import Follow, code_of
from parvis.commons.following.tests.factories import FollowFactory, WaitingFollowFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.mailing import stopping
from parvis.ground.mailing.choices import Status
from parvis.ground.mailing.models import Message, Preference

pytestmark = pytest.mark.django_db
ADDRESS = "habitante@exemple.invalid"


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def promise(authority):
    return CommitmentFactory(authority=authority, is_public=True, title="Étendre la navette du soir")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def visitor(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


def ask_path(promise):
    return f"/suivi/engagement/{promise.pk}/"


def follows(promise, **values):
    return FollowFactory(authority=promise.authority, about=code_of(promise), **values)


def link_of(message):
    """The path of the private link that a message carries."""
    return re.search(r"https?://[^/\s]+(/suivi/(?:confirmation|arret)/\S+)", message.body)[1]


def test_the_page_of_a_promise_leads_to_its_follow(visitor, promise):
    assert ask_path(promise) in visitor.get(promise.get_absolute_url()).content.decode()
    page = visitor.get(ask_path(promise)).content.decode()
    assert "Étendre la navette du soir" in page
    assert "effacée" in page


def test_what_is_not_public_is_not_followed(visitor, authority):
    secret = CommitmentFactory(authority=authority, is_public=False)
    elsewhere = CommitmentFactory(is_public=True)
    for path in (ask_path(secret), ask_path(elsewhere), "/suivi/rien/1/"):
        assert visitor.get(path).status_code == 404


def test_nothing_leaves_before_the_address_says_yes(visitor, promise, officer):
    visitor.post(ask_path(promise), {"email": ADDRESS})
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    assert list(Message.objects.values_list("letter", flat=True)) == [FollowConfirmation.key]


def test_opening_the_link_confirms_nothing_and_the_button_does(visitor, promise):
    visitor.post(ask_path(promise), {"email": ADDRESS})
    link = link_of(Message.objects.get())
    assert "Confirmer le suivi" in visitor.get(link).content.decode()
    assert not Follow.objects.confirmed().exists()
    assert "C’est fait" in visitor.post(link).content.decode()
    assert Follow.objects.confirmed().get().email == ADDRESS


def test_the_answer_never_says_whether_an_address_is_known(visitor, promise):
    follows(promise, email=ADDRESS)
    known = visitor.post(ask_path(promise), {"email": ADDRESS.upper()}, follow=True)
    new = visitor.post(ask_path(promise), {"email": "autre@exemple.invalid"}, follow=True)
    assert known.content == new.content
    assert known.redirect_chain == new.redirect_chain
    assert "Vous suivez déjà" in Message.objects.get(email=ADDRESS).body


def test_an_address_receives_few_requests_a_day_and_the_page_does_not_tell(visitor, promise):
    pages = {visitor.post(ask_path(promise), {"email": ADDRESS}, follow=True).content for _ in range(5)}
    assert len(pages) == 1
    assert Message.objects.filter(letter=FollowConfirmation.key).count() == 3


def test_a_visitor_who_insists_is_asked_to_come_back(visitor, promise):
    for n in range(10):
        visitor.post(ask_path(promise), {"email": f"a{n}@exemple.invalid"})
    answer = visitor.post(ask_path(promise), {"email": ADDRESS})
    assert answer.status_code == 422
    assert "réessayez dans une heure" in answer.content.decode()


def test_a_robot_that_fills_everything_is_refused(visitor, promise):
    assert visitor.post(ask_path(promise), {"email": ADDRESS, "site": "http://x"}).status_code == 422
    assert not Follow.objects.exists()


def test_each_published_step_is_told_in_its_words(promise, officer):
    follows(promise)
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    commitments.postpone(promise, due_on=dt.date(2027, 9, 1), reason="Le transporteur change.", by=officer)
    commitments.complete(promise, by=officer, text="Elle roule.", evidence_url="https://exemple.invalid/navette")
    told = Message.objects.filter(letter=FollowNews.key).order_by("pk")
    assert [m.subject for m in told] == [
        "Engagement en cours : Étendre la navette du soir",
        "Échéance reportée : Étendre la navette du soir",
        "Engagement tenu : Étendre la navette du soir",
    ]
    assert "Les horaires sont fixés." in told[0].body


def test_a_promise_taken_off_the_site_is_told_no_more(promise, officer):
    follows(promise)
    commitments.withdraw(promise, reason="Publié trop tôt.", by=officer)
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    assert not Message.objects.exists()


def test_one_click_of_the_mail_reader_stops_this_page_alone(visitor, promise, officer):
    other = CommitmentFactory(authority=promise.authority, is_public=True)
    follows(promise, email=ADDRESS)
    kept = follows(other, email=ADDRESS)
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    message = Message.objects.get()
    path = re.sub(r"^https?://[^/]+", "", stopping.stop_url(message))
    assert path.startswith("/suivi/arret/")
    assert "Ne plus suivre cette page" in visitor.get(path).content.decode()
    visitor.post(path, {"List-Unsubscribe": "One-Click"})
    message.refresh_from_db()
    assert message.status == Status.STOPPED
    assert list(Follow.objects.all()) == [kept]
    assert "n’est plus suivie" in visitor.get(path).content.decode()


def test_one_may_stop_everything_at_once(visitor, promise, officer):
    follows(promise, email=ADDRESS)
    follows(CommitmentFactory(authority=promise.authority, is_public=True), email=ADDRESS)
    elsewhere = FollowFactory(email=ADDRESS)
    lifecycle.stop(Follow.objects.first(), everything=True)
    assert list(Follow.objects.all()) == [elsewhere]


def test_a_link_that_nobody_sent_leads_nowhere(visitor, promise):
    assert visitor.get("/suivi/confirmation/faux/").status_code == 404
    assert visitor.post("/suivi/arret/faux/").status_code == 404


def test_a_link_of_another_authority_opens_nothing_here(visitor, promise):
    visitor.post(ask_path(promise), {"email": ADDRESS})
    link = link_of(Message.objects.get())
    elsewhere = AuthorityFactory()
    page = visitor.post(link, HTTP_HOST=elsewhere.primary_host()).content.decode()
    assert "plus valable" in page
    assert not Follow.objects.confirmed().exists()


def test_whoever_had_stopped_every_message_hears_of_what_they_ask(promise, officer):
    Preference.objects.create(authority=promise.authority, email=ADDRESS, all_stopped=True)
    lifecycle.confirm(follows(promise, email=ADDRESS, confirmed_at=None))
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    assert Message.objects.get(letter=FollowNews.key).status == Status.WAITING
    kept = Preference.objects.get()
    assert kept.refuses("commitment_reminder")


def test_an_address_that_never_answers_is_forgotten(promise):
    WaitingFollowFactory(authority=promise.authority, asked_at=clock.now() - dt.timedelta(days=9))
    recent = WaitingFollowFactory(authority=promise.authority, asked_at=clock.now() - dt.timedelta(days=2))
    confirmed = follows(promise, asked_at=clock.now() - dt.timedelta(days=90))
    FollowFactory(authority=promise.authority, email="")
    due.forget(clock.now())
    assert set(Follow.objects.all()) == {recent, confirmed}


def test_access_finds_and_erasure_empties_what_an_address_follows(promise, officer):
    person = PersonFactory(authority=promise.authority, email=ADDRESS)
    follow = follows(promise, email=ADDRESS)
    commitments.report(promise, text="Les horaires sont fixés.", by=officer)
    subject = subject_of(promise.authority, person=person)
    assert {model for model, _, _ in rows_about(subject)} >= {Follow, Message}
    erase(subject, by=officer)
    follow.refresh_from_db()
    assert follow.email == ""
    assert not Message.objects.filter(email__iexact=ADDRESS).exists()
    due.forget(clock.now())
    assert not Follow.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_telling_costs_the_same_however_many_follow(promise, count, django_assert_num_queries):
    for _ in range(count):
        follows(promise)
    with django_assert_num_queries(8):
        assert lifecycle.tell(promise, title="Engagement tenu", text="") == count
