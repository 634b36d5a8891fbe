"""Votes of a session: what they count, what they keep, what nobody can put together afterwards."""

import pytest
from django.db import connection

from parvis.deliberation.bodies.tests.factories import MembershipFactory
from parvis.deliberation.meetings import lifecycle, presence
from parvis.deliberation.meetings.lifecycle import voting
from parvis.deliberation.meetings.models import Proxy, RecordedBallot, SecretBallot, SecretVoter
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

from .factories import ConvocationFactory, MeetingFactory

CHOICES = ("for", "for", "against", "abstention", "for")


@pytest.fixture
def session(council, officer, at):
    """Five of six members in the room; the second carries the voice of the sixth."""
    council.proxies_per_member = 1
    council.save()
    members = MembershipFactory.create_batch(6, body=council)
    meeting = MeetingFactory(scheme=council, status="convened", convened_at=MeetingFactory.starts_at)
    called = [ConvocationFactory(meeting=meeting, person=member.person) for member in members]
    at("2026-12-10T18:30")
    lifecycle.open_session(meeting, by=officer)
    for convocation in called[:5]:
        lifecycle.arrive(convocation, by=officer)
    Proxy.objects.create(meeting=meeting, giver=called[5], holder=called[1], given_at=meeting.convened_at)
    return meeting


def opened(session, officer, mode):
    vote = lifecycle.prepare_vote(session, by=officer, question="Adopter l’avis ?", mode=mode)
    lifecycle.open_vote(vote, by=officer)
    return vote


def cast_all(vote, choices=CHOICES):
    for voice, choice in zip(presence.voices(vote.meeting), choices, strict=False):
        lifecycle.cast(vote, voice, choice)


def test_hands_are_counted_within_the_voices_in_the_room(session, officer):
    vote = lifecycle.prepare_vote(session, by=officer, question="Lever la séance ?")
    with pytest.raises(Refused, match="recomptez"):
        lifecycle.count_hands(vote, by=officer, in_favour=5, against=1, abstentions=1)
    lifecycle.count_hands(vote, by=officer, in_favour=5, against=1, abstentions=0)
    assert (vote.status, vote.in_favour) == ("closed", 5)
    with pytest.raises(Refused):
        lifecycle.count_hands(vote, by=officer, in_favour=1, against=0, abstentions=0)


def test_nobody_votes_before_the_session_or_twice(council, session, officer):
    early = lifecycle.prepare_vote(MeetingFactory(scheme=council), by=officer, question="Trop tôt ?", mode="recorded")
    with pytest.raises(Refused, match="ouvrez-la"):
        lifecycle.open_vote(early, by=officer)
    vote = opened(session, officer, "recorded")
    voice = presence.voices(session)[0]
    lifecycle.cast(vote, voice, "for")
    lifecycle.cast(vote, voice, "for")
    assert RecordedBallot.objects.count() == 1
    lifecycle.cast(vote, voice, "against")
    assert RecordedBallot.objects.get().choice == "against"


def test_a_proxy_votes_for_its_giver_and_the_name_says_by_whom(session, officer):
    vote = opened(session, officer, "recorded")
    carried = next(voice for voice in presence.voices(session) if voice.is_proxy)
    lifecycle.cast(vote, carried, "against")
    ballot = RecordedBallot.objects.get()
    assert (ballot.person_id, ballot.by_proxy_id) == (carried.person_id, carried.by_id)
    giver = session.convocations.get(person=carried.person_id)
    lifecycle.arrive(giver, by=officer)
    with pytest.raises(Refused, match="pas dans la salle"):
        lifecycle.cast(vote, carried, "for")


def test_results_wait_for_the_closing(session, officer):
    vote = opened(session, officer, "recorded")
    cast_all(vote)
    vote.refresh_from_db()
    assert vote.in_favour is None
    closed = lifecycle.close_vote(vote, by=officer)
    assert (closed.in_favour, closed.against, closed.abstentions) == (3, 1, 1)
    with pytest.raises(Refused, match="n’est pas ouvert"):
        lifecycle.cast(vote, presence.voices(session)[0], "for")


def test_a_secret_vote_counts_each_voice_once(session, officer):
    vote = opened(session, officer, "secret")
    cast_all(vote)
    assert lifecycle.cast(vote, presence.voices(session)[0], "against") is False
    closed = lifecycle.close_vote(vote, by=officer)
    assert (closed.in_favour, closed.against, closed.abstentions) == (3, 1, 1)
    assert SecretVoter.objects.filter(vote=vote).count() == SecretBallot.objects.filter(vote=vote).count() == 5


def test_no_table_puts_a_name_and_a_choice_together(session, officer):
    """The two tables of a secret vote share the vote and nothing else: no time, no order, no key, no transaction."""
    vote = opened(session, officer, "secret")
    columns = {f.column for f in SecretVoter._meta.fields}, {f.column for f in SecretBallot._meta.fields}
    assert columns == ({"id", "vote_id", "person_id"}, {"id", "vote_id", "choice"})
    before = set()
    for voice, choice in zip(presence.voices(session), CHOICES, strict=False):
        lifecycle.cast(vote, voice, choice)
        after = set(SecretBallot.objects.filter(vote=vote).values_list("id", flat=True))
        assert not after & before, "every ballot is written anew at each vote"
        before = after
    numbers = set(SecretVoter.objects.filter(vote=vote).values_list("id", flat=True))
    assert not numbers & before
    assert one_writing_of_the_urn(vote)
    verbs = set(JournalLine.objects.about(vote).values_list("verb", flat=True))
    assert verbs == set()
    lifecycle.close_vote(vote, by=officer)
    (line,) = JournalLine.objects.about(vote)
    assert line.verb == "close_vote"
    assert set(line.facts) == {"for", "against", "abstentions"}


def one_writing_of_the_urn(vote):
    """On PostgreSQL each row says which transaction wrote it: all ballots name the same one."""
    if connection.vendor != "postgresql":
        return SecretBallot.objects.filter(vote=vote).count() == len(CHOICES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM meetings_secretballot WHERE vote_id = %s", [vote.pk])
        return cursor.fetchone()[0] == 1


def test_the_order_of_the_urn_is_not_that_of_the_votes(session, officer, monkeypatch):
    shuffled = []

    class Dealer:
        def shuffle(self, urn):
            shuffled.append(list(urn))
            urn.reverse()

    monkeypatch.setattr(voting.secrets, "SystemRandom", Dealer)
    vote = opened(session, officer, "secret")
    cast_all(vote)
    assert [len(urn) for urn in shuffled] == [1, 2, 3, 4, 5]


def test_a_question_never_asked_is_taken_away(session, officer):
    vote = lifecycle.prepare_vote(session, by=officer, question="Inutile ?")
    lifecycle.drop_vote(vote, by=officer)
    assert not session.vote_rows.exists()
    with pytest.raises(Refused, match="a eu lieu"):
        lifecycle.drop_vote(opened(session, officer, "secret"), by=officer)
