"""From the session to the minutes: nothing is typed twice, each remark has an outcome, the list of readers is proof."""

import datetime as dt
from html import unescape as html_unescape

import pytest
from django.utils import timezone

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing import lifecycle as writing
from parvis.deliberation.bodies.tests.factories import MembershipFactory
from parvis.deliberation.meetings import lifecycle, minutes_text
from parvis.deliberation.meetings import minutes_queries as queries
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.mailing.models import Message

from .factories import (
    AgendaItemFactory,
    AttendanceFactory,
    HeldMeetingFactory,
    MeetingFactory,
    SpeakingTimeFactory,
    VoteFactory,
    agreed,
)


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
        lifecycle.approve_minutes(meeting, by=officer, **agreed())
    writing.settle_comment(remark, outcome="taken_up", by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    minutes.refresh_from_db()
    assert len(minutes.text.fingerprint) == 64
    assert "Dalila" not in minutes.public_html
    assert "<p>1 membre présent.</p>" in html_unescape(minutes.public_html).replace("\xa0", " ")


def told_by(meeting, officer):
    """The first draft, as people read it."""
    html = lifecycle.draft_minutes(meeting, by=officer).text.latest.html
    return html_unescape(html).replace("\xa0", " ")


def test_a_vote_on_no_item_has_its_own_heading_and_one_mark_before_its_result(meeting, officer):
    closed = {"status": "closed", "in_favour": 1, "against": 0, "abstentions": 0, "closed_at": timezone.now()}
    VoteFactory(meeting=meeting, question="Le compte rendu est approuvé.", **closed)
    told = told_by(meeting, officer)
    assert "<h2>Autres votes</h2>" in told
    assert "Le compte rendu est approuvé : 1 voix pour" in told
    assert "Adopter l’avis ? 28 voix pour" in told


def test_the_draft_says_how_long_women_and_men_spoke(meeting, officer):
    SpeakingTimeFactory(meeting=meeting, gender="f", seconds=750, turns=4)
    SpeakingTimeFactory(meeting=meeting, gender="m", seconds=1200)
    told = told_by(meeting, officer)
    assert "Femmes : 12 min 30 s, 4 prises de parole." in told
    assert "Hommes : 20 min." in told


def test_what_is_left_to_write_is_warned_then_refused_with_what_to_do(meeting, officer):
    AgendaItemFactory(meeting=meeting, number=2, title="Questions diverses")
    minutes = lifecycle.draft_minutes(meeting, by=officer)
    with pytest.raises(Warned, match="1\xa0point reste à écrire"):
        lifecycle.review_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer, override="Il manque une note")
    with pytest.raises(Refused, match="rendez le compte rendu à la rédaction"):
        lifecycle.approve_minutes(meeting, by=officer, **agreed())
    lifecycle.return_minutes(meeting, by=officer, reason="Un point reste à écrire")
    whole = minutes.text.latest.html.replace("(à écrire)", "Rien n’est soulevé.")
    writing.save_version(minutes.text, html=whole, base=minutes.text.head, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    minutes.refresh_from_db()
    minutes.public_html += "<p>(à écrire)</p>"
    minutes.save()
    with pytest.raises(Refused, match="version publique"):
        lifecycle.publish_minutes(meeting, by=officer, recipients=[PersonFactory(authority=meeting.authority)])


def test_the_approval_of_the_chair_says_who_when_and_how(meeting, officer, council, at):
    chair = MembershipFactory(body=council, role="chair").person
    minutes = lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    with pytest.raises(Refused, match="quand et comment"):
        lifecycle.approve_minutes(meeting, by=officer)
    with pytest.raises(Refused, match="L’accord"):
        lifecycle.approve_minutes(meeting, by=officer, agreed_on=dt.date(2026, 12, 1), agreed_by="email")
    at("2026-12-15")
    lifecycle.approve_minutes(meeting, by=officer, agreed_on=dt.date(2026, 12, 14), agreed_by="email")
    minutes.refresh_from_db()
    assert queries.approval_words(minutes).replace("\xa0", " ") == (
        f"Approuvé le 15 décembre 2026 par {chair}, présidence, sur accord du 14 décembre 2026 (par courriel)"
    )


def test_the_public_version_names_who_presides_and_counts_the_others(meeting, officer, council):
    chair = MembershipFactory(body=council, role="chair").person
    for person in (chair, PersonFactory(authority=meeting.authority)):
        AttendanceFactory(meeting=meeting, person=person)
    guest = AttendanceFactory(meeting=meeting, counts=False).person
    html = lifecycle.draft_minutes(meeting, by=officer).text.latest.html
    assert guest.full_name in html_unescape(html)
    public = html_unescape(minutes_text.masked(meeting, html)).replace("\xa0", " ")
    assert f"<p>3 membres présents, dont {chair.full_name}.</p>" in public
    assert "<p>1 personne invitée présente.</p>" in public
    assert "[nom masqué]" not in public


def test_minutes_circulate_once_with_proof_then_the_meeting_closes(meeting, officer):
    action = lifecycle.add_action(
        meeting, by=officer, text="Réserver la salle", due_on=dt.date(2026, 12, 20), owner_label="la mission"
    )
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
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
