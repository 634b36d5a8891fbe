"""Between two meetings: members talk, the chair keeps order, promises are recalled, one's words can be taken back."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.meetings import lifecycle, reminders
from parvis.deliberation.meetings.models import ThreadDigest, ThreadPost
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

from .factories import ActionPointFactory, HeldMeetingFactory, MeetingFactory, ThreadPostFactory


@pytest.fixture
def client(client, epci):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def member(council):
    return SchemeRoleFactory(scheme=council, persona="member").user


@pytest.fixture
def chair(council):
    return SchemeRoleFactory(scheme=council, persona="chair").user


@pytest.fixture
def thread(council):
    return reverse("member:meetings:thread", args=[council.pk])


def test_members_write_and_answer_each_other_and_nobody_else_reads(client, member, council, thread, epci):
    client.force_login(member)
    assert client.post(thread, {"body": "Qui vient samedi ?"}).status_code == 302
    first = ThreadPost.objects.get()
    client.force_login(SchemeRoleFactory(scheme=council, persona="member").user)
    assert client.post(reverse("member:meetings:answer_post", args=[first.pk]), {"body": "Moi."}).status_code == 302
    page = client.get(thread).content.decode()
    assert page.index("Qui vient samedi") < page.index("Moi.")
    client.force_login(SchemeRoleFactory(scheme=council, persona="councillor").user)
    assert client.get(thread).status_code == 403


def test_a_flood_is_stopped_and_the_words_come_back(client, member, council, thread):
    for number in range(lifecycle.thread.MOST_AN_HOUR):
        lifecycle.post(council, by=member, body=f"Message {number}")
    client.force_login(member)
    answer = client.post(thread, {"body": "Encore un"})
    assert answer.status_code == 422
    assert "Encore un" in answer.content.decode()
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert lifecycle.post(council, by=member, body="Plus tard")


def test_the_chair_hides_a_message_and_its_author_is_told_why(client, member, chair, council, thread):
    hurtful = ThreadPostFactory(scheme=council, author=member, body="Propos blessant")
    lifecycle.post(council, by=chair, body="Restons courtois.", answers=hurtful)
    client.force_login(chair)
    hide = reverse("member:meetings:hide_post", args=[hurtful.pk])
    assert client.post(hide, {"reason": "Propos blessants"}).status_code == 302
    assert "Propos blessants" in Message.objects.get(letter="meetings.post_hidden").body
    assert "Propos blessant" in client.get(thread).content.decode()
    client.force_login(member)
    page = client.get(thread).content.decode()
    assert "Propos blessant" not in page
    assert "masqué par la modération" in page
    assert "Restons courtois." in page
    with pytest.raises(Refused, match="déjà masqué"):
        lifecycle.hide_post(ThreadPost.objects.get(pk=hurtful.pk), by=chair, reason="Encore")


def test_a_member_hides_nothing(client, member, council):
    post = ThreadPostFactory(scheme=council)
    client.force_login(member)
    assert client.post(reverse("member:meetings:hide_post", args=[post.pk]), {"reason": "x"}).status_code == 403


def test_an_erased_message_leaves_its_place_to_the_answers(client, member, chair, council, thread):
    post = lifecycle.post(council, by=member, body="Mon adresse est rue du Pont")
    lifecycle.post(council, by=chair, body="Merci, à samedi.", answers=post)
    client.force_login(member)
    assert client.post(reverse("member:meetings:erase_post", args=[post.pk])).status_code == 302
    page = client.get(thread).content.decode()
    assert "rue du Pont" not in page
    assert "(message effacé)" in page
    assert "à samedi" in page
    post.refresh_from_db()
    assert post.author is None


def test_nobody_erases_the_message_of_another(client, member, council):
    post = ThreadPostFactory(scheme=council)
    client.force_login(member)
    assert client.post(reverse("member:meetings:erase_post", args=[post.pk])).status_code == 403


def test_the_officer_recalls_a_promise_from_the_desk(client, officer, council):
    client.force_login(officer)
    answer = client.post(reverse("desk:meetings:remind", args=[council.pk]), {"body": "Les visites sont à choisir."})
    assert answer.status_code == 302
    assert ThreadPost.objects.get().is_reminder
    page = client.get(reverse("desk:meetings:thread", args=[council.pk])).content.decode()
    assert "rappel de ce qui a été promis" in page


def test_a_week_before_a_meeting_what_was_promised_is_recalled_once(council, at):
    held = HeldMeetingFactory(scheme=council, starts_at=dt.datetime(2026, 11, 5, 18, tzinfo=dt.UTC))
    owner = PersonFactory(authority=council.authority, given_name="Dalila", email="dalila@exemple.invalid")
    ActionPointFactory(meeting=held, owner=owner, text="Compter les vélos", due_on=dt.date(2026, 12, 1))
    coming = MeetingFactory(scheme=council, title="Plénière de décembre")
    reminders.remind_promises(clock.now())
    assert not ThreadPost.objects.exists()
    at("2026-12-04")
    reminders.remind_promises(clock.now())
    reminders.remind_promises(clock.now())
    post = ThreadPost.objects.get()
    assert post.reminds_before == coming
    assert post.author_name == "La mission participation"
    assert "Compter les vélos" in post.body
    assert "Dalila" not in post.body
    assert "Compter les vélos" in Message.objects.get(letter="meetings.promises").body


def test_a_meeting_is_recalled_once_whatever_the_workers(council):
    meeting = MeetingFactory(scheme=council)
    ThreadPostFactory(scheme=council, reminds_before=meeting)
    with pytest.raises(IntegrityError):
        ThreadPostFactory(scheme=council, reminds_before=meeting)


def test_the_summary_goes_to_who_asked_for_it_and_only_when_others_wrote(client, member, chair, council, at):
    client.force_login(member)
    assert client.post(reverse("member:meetings:ask_digest", args=[council.pk])).status_code == 302
    lifecycle.post(council, by=member, body="Mes propres mots")
    at("2026-11-17")
    reminders.send_digests(clock.now())
    assert not Message.objects.filter(letter="meetings.thread_digest").exists()
    at("2026-11-17T10:00")
    lifecycle.post(council, by=chair, body="Ordre du jour en ligne.")
    at("2026-11-18")
    reminders.send_digests(clock.now())
    reminders.send_digests(clock.now())
    told = Message.objects.get(letter="meetings.thread_digest")
    assert "Ordre du jour en ligne." in told.body
    assert client.post(reverse("member:meetings:stop_digest", args=[council.pk])).status_code == 302
    assert not ThreadDigest.objects.exists()


@pytest.mark.parametrize("count", [1, 6])
def test_a_thread_costs_the_same_whatever_its_length(
    client, member, council, thread, count, django_assert_max_num_queries
):
    for _ in range(count):
        post = ThreadPostFactory(scheme=council)
        ThreadPostFactory(scheme=council, answers=post)
    client.force_login(member)
    with django_assert_max_num_queries(14):
        page = client.get(thread)
    assert page.status_code == 200
