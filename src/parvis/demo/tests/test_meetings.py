"""The meetings of the demonstration are lived ones: people called, dates kept despite a warning, votes, promises."""

import pytest

from parvis.deliberation.meetings.choices import AttendanceState, ConvocationKind, Expected
from parvis.deliberation.meetings.models import AgendaItem, Meeting, MinutesRecipient, ThreadPost
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.usefixtures("at_t0")


def meeting(slug, title):
    return Meeting.objects.get(authority__slug=slug, title=title)


def test_the_plenary_of_december_calls_72_members_and_six_guests():
    called = meeting("orzenne", "Plénière de décembre").convocations
    assert called.filter(kind=ConvocationKind.MEMBER).count() == 72
    assert called.filter(kind=ConvocationKind.GUEST).count() == 6


def test_its_second_item_leads_to_the_compulsory_referral():
    item = meeting("orzenne", "Plénière de décembre").items.get(number=2)
    assert item.expected == Expected.OPINION
    assert [link.referral.number for link in item.referral_links.all()] == ["S-2026-01"]


@pytest.mark.parametrize(
    ("slug", "title", "code"),
    [
        ("orzenne", "Séminaire avec les élus communautaires", "meeting.local"),
        ("tregonnec", "Plénière de décembre", "meeting.school"),
        ("cerzelles", "Conseil des jeunes : des arbres pour les cours", "meeting.conflict"),
    ],
)
def test_a_difficult_date_was_kept_and_the_history_says_why(slug, title, code):
    lines = JournalLine.objects.filter(content_type__model="meeting", object_id=meeting(slug, title).pk)
    line = lines.get(verb="plan")
    assert code in line.cautions
    assert line.reason.text


@pytest.mark.parametrize(
    ("slug", "title", "votes", "there"),
    [("orzenne", "Bureau d’octobre", (7, 0, 1), 8), ("cerzelles", "Plénière 3 : premières idées", (29, 2, 3), 34)],
)
def test_a_session_has_names_a_vote_decisions_actions_and_a_thread(slug, title, votes, there):
    held = meeting(slug, title)
    vote = held.vote_rows.get()
    assert (vote.in_favour, vote.against, vote.abstentions) == votes
    assert held.attendances.filter(state=AttendanceState.PRESENT).count() == held.present == there
    assert held.decisions.filter(vote=vote).exists()
    assert held.actions.count() == 2
    assert ThreadPost.objects.filter(scheme=held.scheme_id).count() == 2


def test_minutes_that_circulate_say_what_left_for_whom():
    assert MinutesRecipient.objects.count() > 300
    assert not MinutesRecipient.objects.filter(message=None).exists()


def test_agendas_say_what_is_expected_from_whom_and_for_how_long():
    items = AgendaItem.objects.all()
    assert set(items.values_list("expected", flat=True)) == set(Expected.values)
    assert not items.filter(minutes=None).exists()
    assert items.exclude(rapporteur=None).count() > items.count() / 2
    assert meeting("cerzelles", "Plénière 4 : où va la pluie ?").plan_steps.count() == 6
