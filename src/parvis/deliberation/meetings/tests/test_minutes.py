"""From the session to the minutes: nothing is typed twice, each remark has an outcome, the list of readers is proof."""

import datetime as dt
from html import unescape as html_unescape

import pytest
from django.utils import timezone

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing import lifecycle as writing
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

from .factories import AgendaItemFactory, AttendanceFactory, HeldMeetingFactory, MeetingFactory, VoteFactory


@pytest.fixture
def meeting(council, at):
    load_rules()
    at("2026-12-11T09:00")
    found = HeldMeetingFactory(scheme=council, title="Plénière du 10 décembre", proxies=2, electors=50)
    item = AgendaItemFactory(meeting=found, number=1, title="Plan climat", notes="Le conseil demande un bilan annuel.")
    VoteFactory(
        meeting=found, item=item, question="Adopter l’avis ?", status="closed", in_favour=28, against=2, abstentions=2,
        closed_at=timezone.now(),
    )  # fmt: skip
    person = PersonFactory(authority=found.authority, given_name="Dalila", family_name="Escoudié")
    AttendanceFactory(meeting=found, person=person)
    return found


def test_the_draft_says_what_is_known_and_the_public_version_masks_names(meeting, officer):
    decision = lifecycle.decide(meeting, by=officer, text="L’avis est adopté.", item=meeting.items.get())
    lifecycle.add_action(
        meeting, by=officer, text="Envoyer l’avis au président", due_on=dt.date(2026, 12, 18),
        owner_label="la présidente",
        decision=decision,
    )  # fmt: skip
    minutes = lifecycle.draft_minutes(meeting, by=officer)
    html = html_unescape(minutes.text.latest.html).replace("\xa0", " ")
    for told in ("28 voix pour, 2 voix contre, 2 abstentions", "bilan annuel", "Décision 1", "Dalila Escoudié",
                 "avant le 18 décembre 2026"):  # fmt: skip
        assert told in html, told
    assert minutes.due_on == dt.date(2026, 12, 24)
    lifecycle.review_minutes(meeting, by=officer)
    assert Message.objects.filter(letter="meetings.minutes_review").count() == 1
    remark = writing.comment(minutes.text, body="Il manque le report.", by=officer)
    with pytest.raises(Refused, match="une suite"):
        lifecycle.approve_minutes(meeting, by=officer)
    writing.settle_comment(remark, outcome="taken_up", by=officer)
    lifecycle.approve_minutes(meeting, by=officer)
    minutes.refresh_from_db()
    assert len(minutes.text.fingerprint) == 64
    assert "Dalila" not in minutes.public_html
    assert "[nom masqué]" in minutes.public_html


def test_minutes_circulate_once_with_proof_then_the_meeting_closes(meeting, officer):
    action = lifecycle.add_action(
        meeting, by=officer, text="Réserver la salle", due_on=dt.date(2026, 12, 20), owner_label="la mission"
    )
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer)
    with pytest.raises(Refused, match="à qui"):
        lifecycle.publish_minutes(meeting, by=officer, recipients=[])
    people = [
        PersonFactory(authority=meeting.authority, email="a@exemple.invalid", channel="email"),
        PersonFactory(
            authority=meeting.authority,
            email="",
            channel="post",
            address_line="1 rue du Pont",
            postcode="35000",
            city="Vey",
        ),
    ]
    minutes = lifecycle.publish_minutes(meeting, by=officer, recipients=people)
    assert [row.message.channel for row in minutes.recipients.order_by("pk")] == ["email", "post"]
    with pytest.raises(Refused, match="action reste à faire"):
        lifecycle.close(meeting, by=officer)
    lifecycle.complete_action(action, by=officer, note="Réservée.")
    lifecycle.close(meeting, by=officer)
    assert Meeting.objects.get().status == "closed"


def test_a_decision_waits_for_its_vote_and_an_action_for_its_owner(meeting, officer):
    with pytest.raises(Refused, match="n’est pas clos"):
        lifecycle.decide(meeting, by=officer, text="Oui.", vote=VoteFactory(meeting=meeting, status="open"))
    with pytest.raises(Refused, match="qui s’en charge"):
        lifecycle.add_action(meeting, by=officer, text="Écrire", due_on=dt.date(2026, 12, 20))
    with pytest.raises(Refused, match="précède"):
        lifecycle.add_action(meeting, by=officer, text="Écrire", due_on=dt.date(2026, 12, 1), owner_label="x")


def test_an_action_is_taken_up_again_at_another_meeting_or_dropped_with_its_reason(meeting, officer, council):
    action = lifecycle.add_action(
        meeting, by=officer, text="Écrire au département", due_on=dt.date(2026, 12, 20), owner_label="le bureau"
    )
    with pytest.raises(Refused, match="séance suivante"):
        lifecycle.move_action(action, by=officer, meeting=meeting, due_on=dt.date(2027, 1, 20))
    next_one = MeetingFactory(scheme=council, starts_at=meeting.starts_at + dt.timedelta(days=40))
    follower = lifecycle.move_action(action, by=officer, meeting=next_one, due_on=dt.date(2027, 1, 20))
    assert (action.status, action.moved_to, follower.who) == ("moved", follower, "le bureau")
    with pytest.raises(Refused, match="pourquoi"):
        lifecycle.drop_action(follower, by=officer, reason="")


def test_minutes_are_not_approved_at_an_earlier_meeting(meeting, officer, council):
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    before = MeetingFactory(scheme=council, starts_at=meeting.starts_at - dt.timedelta(days=30))
    with pytest.raises(Refused, match="séance suivante"):
        lifecycle.approve_minutes(meeting, by=officer, at_meeting=before)


def test_the_minutes_of_the_monthly_coordination_start_from_the_board(meeting, officer, council):
    MeetingFactory(scheme=council, title="Plénière de février", starts_at=meeting.starts_at + dt.timedelta(days=60))
    monthly = HeldMeetingFactory(scheme=council, kind="coordination", title="Coordination")
    html = lifecycle.draft_minutes(monthly, by=officer).text.latest.html
    assert "Tour des instances" in html
    assert "Recoupements" in html
    assert "Sujets suivis" in html
    assert "prochaine étape : Plénière de février" in html.replace("&nbsp;", " ").replace("\xa0", " ")
