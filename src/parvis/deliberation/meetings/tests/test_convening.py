"""From the date to keep to the convocation: who is called, what leaves once and only once, who answers what."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import contributions, lifecycle, queries
from parvis.deliberation.meetings.due import forget_needs
from parvis.deliberation.meetings.invitations import Invitation, _folded
from parvis.deliberation.meetings.lifecycle import convening
from parvis.deliberation.meetings.models import Convocation, Meeting, Need, Sending
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.core.gathering import gather
from parvis.ground.documents.tests.factories import StoredFileFactory
from parvis.ground.journal.models import JournalLine, JournalReason
from parvis.ground.mailing.choices import Status
from parvis.ground.mailing.lifecycle import make_batch
from parvis.ground.mailing.models import Message

from .factories import AgendaItemFactory, ConvocationFactory, MeetingFactory, NeedFactory


def moment(text):
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def rules(db):
    load_rules()


@pytest.fixture
def plenary(council):
    """The plenary of 10 December 2026, with its agenda, and three members who may carry one voice each."""
    council.proxies_per_member = 1
    council.save()
    MembershipFactory.create_batch(3, body=council)
    meeting = MeetingFactory(
        scheme=council, title="Plénière", starts_at=moment("2026-12-10T18:30"), ends_at=moment("2026-12-10T21:00"),
        place="Salle du conseil", status="agenda_draft",
    )  # fmt: skip
    AgendaItemFactory(meeting=meeting, number=1)
    return meeting


def fresh(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def events(meeting):
    """The event of each message queued for the meeting, in order."""
    rows = Message.objects.filter(about=f"meetings.meeting:{meeting.pk}").order_by("pk")
    return [Calendar.from_ical(row.calendar).walk("VEVENT")[0] for row in rows]


def first_call(meeting):
    return queries.called(meeting).first()


# --- AS03, steps 5 and 6 --------------------------------------------------------------------------


def test_the_sequences_of_a_plenary_whose_hall_changes(plenary, officer, at):
    at("2026-11-16")
    lifecycle.save_the_date(plenary, by=officer)
    lifecycle.change(fresh(plenary), by=officer, place="Salle des fêtes de Marsanne-d’Orzenne")
    at("2026-11-26")
    lifecycle.convene(fresh(plenary), by=officer)
    told = [(int(e["sequence"]), str(e["status"])) for e in events(plenary)]
    assert told == [(0, "TENTATIVE")] * 3 + [(1, "TENTATIVE")] * 3 + [(2, "CONFIRMED")] * 3
    assert {str(e["uid"]) for e in events(plenary)} == {f"{plenary.uid}@parvis"}
    assert "Marsanne" in str(events(plenary)[3]["location"])
    assert list(first_call(plenary).sendings.values_list("sequence", "kind")) == [
        (0, "save_the_date"), (1, "change"), (2, "convocation"),
    ]  # fmt: skip


def test_ten_days_before_is_accepted_and_nine_asks_for_the_urgency(plenary, officer, at):
    at("2026-12-01")
    with pytest.raises(Warned, match=r"10\sjours francs"):
        lifecycle.convene(plenary, by=officer)
    assert not Sending.objects.exists()
    lifecycle.convene(plenary, by=officer, override="Le préfet a avancé la date de l’arrêté.")
    assert plenary.urgency == "Le préfet a avancé la date de l’arrêté."
    assert "Convocation en urgence : Le préfet a avancé la date" in Message.objects.first().body


def test_in_time_no_urgency_is_asked_nor_printed(plenary, officer, at):
    at("2026-11-26")
    assert lifecycle.convene(plenary, by=officer) == 3
    assert (plenary.status, plenary.urgency) == ("convened", "")
    assert "urgence" not in Message.objects.first().body


# --- Guards ---------------------------------------------------------------------------------------


def test_a_convocation_needs_a_place_an_agenda_and_its_documents(plenary, officer):
    item = plenary.items.get()
    plenary.place = ""
    with pytest.raises(Refused, match="lieu"):
        lifecycle.convene(plenary, by=officer)
    plenary.video_url = "https://visio.exemple.invalid/salle"
    item.expected = "vote"
    item.save()
    with pytest.raises(Refused, match="joignez son document"):
        lifecycle.convene(plenary, by=officer)
    item.document = StoredFileFactory(authority=plenary.authority, content_type="application/pdf", alternative="")
    item.save()
    with pytest.raises(Refused, match="équivalent accessible"):
        lifecycle.convene(plenary, by=officer)
    item.document_on = dt.date(2026, 12, 1)
    item.save()
    lifecycle.convene(plenary, by=officer)
    assert plenary.status == "convened"


def test_nobody_convenes_without_an_agenda_nor_a_closed_meeting_without_anybody(council, officer):
    empty = MeetingFactory(scheme=council, status="agenda_draft", place="Halle", is_public=False)
    with pytest.raises(Refused, match="ordre du jour"):
        lifecycle.convene(empty, by=officer)
    AgendaItemFactory(meeting=empty, number=1)
    with pytest.raises(Refused, match="Personne n’est convoqué"):
        lifecycle.convene(empty, by=officer)


# --- Who is called --------------------------------------------------------------------------------


def test_the_substitute_is_called_when_the_holder_will_be_away_and_let_go_when_they_come(plenary, council, officer):
    holder = council.memberships.first()
    substitute = MembershipFactory(body=council, role="substitute", substitute_of=holder)
    lifecycle.convene(plenary, by=officer)
    call = Convocation.objects.get(person=holder.person)
    assert not Convocation.objects.filter(person=substitute.person).exists()
    lifecycle.answer(call, "excused")
    called = Convocation.objects.get(person=substitute.person)
    assert (called.kind, called.sendings.get().kind) == ("substitute", "convocation")
    lifecycle.answer(call, "yes")
    called.refresh_from_db()
    assert called.withdrawn_at is not None
    assert str(events(plenary)[-1]["status"]) == "CANCELLED"
    assert "Vous n’êtes plus convoqué" in Message.objects.order_by("pk").last().body


def test_who_left_the_body_is_no_longer_called_and_who_joined_receives_what_the_others_had(plenary, council, officer):
    lifecycle.save_the_date(plenary, by=officer)
    gone = council.memberships.first()
    gone.status, gone.ended_on, gone.end_reason = "resigned", dt.date(2026, 11, 20), "resigned"
    gone.save()
    new = MembershipFactory(body=council)
    assert lifecycle.update_list(plenary, by=officer) == 1
    assert new.person_id in set(queries.called(plenary).values_list("person_id", flat=True))
    assert gone.person_id not in set(queries.called(plenary).values_list("person_id", flat=True))
    assert Sending.objects.filter(convocation__person=gone.person).count() == 1


def test_a_guest_comes_with_a_reason_and_leaves_with_one(plenary, officer):
    guest = PersonFactory(authority=plenary.authority)
    lifecycle.convene(plenary, by=officer)
    with pytest.raises(Refused, match="à quel titre"):
        lifecycle.add_guest(plenary, guest, by=officer, reason=" ")
    call = lifecycle.add_guest(plenary, guest, by=officer, reason="Directrice des mobilités, point 1.")
    assert call.sendings.get().message.subject == "Convocation : Plénière"
    with pytest.raises(Refused, match="déjà convoquée"):
        lifecycle.add_guest(plenary, guest, by=officer, reason="Encore")
    lifecycle.remove_guest(call, by=officer, reason="Le point est reporté.")
    last = Message.objects.order_by("pk").last()
    assert str(Calendar.from_ical(last.calendar)["method"]) == "CANCEL"
    assert "Le point est reporté." in last.body


def test_a_scheme_without_members_calls_its_guests_only(epci, officer, at):
    at("2026-11-16")
    body = BodyFactory(authority=epci)
    meeting = MeetingFactory(scheme=body, status="agenda_draft", place="Halle")
    lifecycle.add_guest(meeting, PersonFactory(authority=epci), by=officer, reason="Partenaire")
    AgendaItemFactory(meeting=meeting, number=1)
    assert lifecycle.convene(meeting, by=officer) == 1


# --- Once and only once ---------------------------------------------------------------------------


def test_two_officers_press_at_once_and_everybody_receives_one_message(plenary, officer):
    stale = fresh(plenary)
    lifecycle.convene(plenary, by=officer)
    with pytest.raises(Refused):
        lifecycle.convene(stale, by=officer)
    assert Message.objects.count() == Sending.objects.count() == 3


def test_the_date_to_keep_is_not_sent_again_to_who_has_it(plenary, officer):
    assert lifecycle.save_the_date(plenary, by=officer) == 3
    with pytest.raises(Refused, match="déjà reçu"):
        lifecycle.save_the_date(plenary, by=officer)
    assert Message.objects.count() == 3


def test_a_guest_taken_off_gives_nobody_else_the_date_again(plenary, officer):
    guest = lifecycle.add_guest(plenary, PersonFactory(authority=plenary.authority), by=officer, reason="Expert")
    lifecycle.save_the_date(plenary, by=officer)
    lifecycle.remove_guest(guest, by=officer, reason="Empêchée")
    with pytest.raises(Refused, match="déjà reçu"):
        lifecycle.save_the_date(plenary, by=officer)
    assert Message.objects.count() == 5


def test_the_database_refuses_a_second_sending_of_a_sequence(plenary, officer):
    lifecycle.save_the_date(plenary, by=officer)
    call = first_call(plenary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(convocation=call, sequence=0, kind="convocation", queued_at=timezone.now())


def test_a_job_that_runs_twice_announces_a_change_once(plenary, officer):
    lifecycle.save_the_date(plenary, by=officer)
    lifecycle.change(fresh(plenary), by=officer, place="Ailleurs")
    assert convening.announce_change(fresh(plenary), by=officer, changed=["place"]) == 0
    assert Sending.objects.filter(sequence=1).count() == 3


def test_who_was_told_of_nothing_is_told_of_no_change(plenary, officer):
    lifecycle.change(plenary, by=officer, place="Ailleurs")
    lifecycle.cancel(plenary, by=officer, reason="Salle inondée")
    assert not Message.objects.exists()


@pytest.mark.parametrize(("verb", "word"), [(lifecycle.cancel, "Annulation"), (lifecycle.postpone, "Report")])
def test_a_meeting_given_up_is_cancelled_in_every_calendar(plenary, officer, verb, word):
    lifecycle.convene(plenary, by=officer)
    verb(plenary, by=officer, reason="Alerte aux crues")
    last = Message.objects.order_by("pk").last()
    calendar = Calendar.from_ical(last.calendar)
    assert (str(calendar["method"]), str(events(plenary)[-1]["status"])) == ("CANCEL", "CANCELLED")
    assert int(events(plenary)[-1]["sequence"]) == 1
    assert last.subject == f"{word} : Plénière"
    assert "Alerte aux crues" in last.body


def test_three_hundred_people_are_called_in_a_constant_number_of_queries(
    council, officer, django_assert_max_num_queries
):
    MembershipFactory.create_batch(30, body=council)
    meeting = MeetingFactory(scheme=council, status="agenda_draft", place="Halle")
    AgendaItemFactory(meeting=meeting, number=1)
    with django_assert_max_num_queries(45):
        assert lifecycle.convene(meeting, by=officer) == 30


# --- Channels and what came back ------------------------------------------------------------------


def test_each_is_told_by_their_own_channel(plenary, council, officer):
    posted = PersonFactory(
        authority=council.authority, email="", channel="post", address_line="3 rue du Lavoir", postcode="47000",
        city="Virazelle",
    )  # fmt: skip
    unreachable = PersonFactory(authority=council.authority, email="")
    for person in (posted, unreachable):
        MembershipFactory(body=council, person=person)
    lifecycle.convene(plenary, by=officer)
    sent = {s.convocation.person_id: s.message.status for s in Sending.objects.select_related("message")}
    assert sent[posted.pk] == Status.TO_PRINT
    assert sent[unreachable.pk] == Status.CANCELLED


def test_by_post_the_letter_comes_with_the_code_the_agenda_and_the_proxy_form(plenary, council, officer, monkeypatch):
    person = PersonFactory(
        authority=council.authority, email="", channel="post", address_line="3 rue du Lavoir", postcode="47000",
        city="Virazelle",
    )  # fmt: skip
    MembershipFactory(body=council, person=person)
    lifecycle.convene(plenary, by=officer)
    seen = []
    monkeypatch.setattr(
        "parvis.ground.documents.lifecycle.write", lambda tree, code, at: seen.append(tree) or b"%PDF-1.7"
    )
    make_batch(council.authority, by=officer)
    titles = [block.runs[0].text for block in seen[0].blocks if type(block).__name__ == "Heading"]
    assert titles == ["Votre code : Plénière", "Ordre du jour : Plénière", "Pouvoir : Plénière"]


def test_a_bounced_address_goes_to_the_post_with_the_officers_agreement(plenary, officer):
    lifecycle.convene(plenary, by=officer)
    bounced = first_call(plenary)
    Message.objects.filter(ref=f"people.person:{bounced.person_id}").update(status=Status.BOUNCED)
    with pytest.raises(Refused, match="adresses postales"):
        lifecycle.post_bounced(plenary, by=officer)
    bounced.person.address_line, bounced.person.postcode, bounced.person.city = "1 quai", "47000", "Virazelle"
    bounced.person.save()
    assert lifecycle.post_bounced(plenary, by=officer) == 1
    assert bounced.sendings.get().message.status == Status.TO_PRINT


# --- Answers and proxies --------------------------------------------------------------------------


@pytest.fixture
def calls(plenary, officer):
    lifecycle.convene(plenary, by=officer)
    return list(queries.called(plenary))


def test_a_voice_goes_to_one_member_within_the_limit_and_never_round(calls, council):
    first, second, third = calls
    lifecycle.answer(first, "proxy", holder=second)
    with pytest.raises(Refused, match="nombre permis"):
        lifecycle.answer(third, "proxy", holder=second)
    with pytest.raises(Refused, match="ne vient pas"):
        lifecycle.answer(third, "proxy", holder=first)
    with pytest.raises(Refused, match="soi-même"):
        lifecycle.answer(third, "proxy", holder=third)
    assert [p.giver_id for p in first.meeting.proxy_rows.all()] == [first.pk]


def test_who_gives_their_own_voice_no_longer_carries_that_of_others(calls):
    first, second, third = calls
    lifecycle.answer(first, "proxy", holder=second)
    lifecycle.answer(second, "proxy", holder=third)
    first.refresh_from_db()
    assert (first.answer, first.meeting.proxy_rows.get().giver_id) == ("", second.pk)
    assert Message.objects.order_by("pk").last().subject == "Votre pouvoir n’est plus porté : Plénière"


def test_a_change_of_mind_replaces_the_proxy(calls):
    first, second, third = calls
    lifecycle.answer(first, "proxy", holder=second)
    lifecycle.answer(first, "proxy", holder=third)
    assert first.meeting.proxy_rows.get().holder_id == third.pk
    lifecycle.answer(first, "yes")
    assert not first.meeting.proxy_rows.exists()
    assert queries.answers_count(queries.called(first.meeting)) == {"": 2, "yes": 1, "no": 0, "excused": 0, "proxy": 0}


def test_no_proxy_where_the_rules_have_none_nor_for_a_guest(calls, council, officer):
    guest = lifecycle.add_guest(
        calls[0].meeting, PersonFactory(authority=council.authority), by=officer, reason="Expert"
    )
    with pytest.raises(Refused, match="invitée ne vote pas"):
        lifecycle.answer(guest, "proxy", holder=calls[0])
    with pytest.raises(Refused, match="membre convoqué"):
        lifecycle.answer(calls[1], "proxy", holder=guest)
    council.proxies_per_member = 0
    council.save()
    with pytest.raises(Refused, match="ne prévoit pas"):
        lifecycle.answer(calls[0], "proxy", holder=calls[1])


def test_nobody_answers_once_the_meeting_has_begun(calls, at):
    at("2026-12-10T18:31")
    with pytest.raises(Refused, match="ne sont plus reçues"):
        lifecycle.answer(calls[0], "yes")


# --- Needs ----------------------------------------------------------------------------------------


def test_needs_are_counted_without_names_and_only_of_those_who_come(calls):
    for call in calls:
        lifecycle.say_needs(call, {("diet", "vegetarian"): 1, ("childcare", "from_3"): 2}, consents=True)
    lifecycle.answer(calls[0], "no")
    found = queries.needs_count(calls[0].meeting)
    assert found == {"diet": {"vegetarian": 2}, "childcare": {"from_3": 4}}


def test_needs_ask_for_consent_and_are_taken_back_at_will(calls):
    with pytest.raises(Refused, match="accord"):
        lifecycle.say_needs(calls[0], {("diet", "vegan"): 1}, consents=False)
    lifecycle.say_needs(calls[0], {("diet", "vegan"): 1}, consents=True)
    lifecycle.erase_needs(calls[0])
    assert not Need.objects.exists()


def test_needs_are_told_in_no_journal_line_no_message_and_no_log(calls, caplog, officer):
    caplog.set_level("DEBUG")
    secret = "intolérance rare au quinoa"
    wanted = {("allergy", "other"): 1, ("diet", "no_pork"): 1}
    lifecycle.say_needs(calls[0], wanted, consents=True, details={"allergy": secret})
    lifecycle.change(calls[0].meeting, by=officer, place="Ailleurs")
    told = [*Message.objects.values_list("body", flat=True), *Message.objects.values_list("calendar", flat=True)]
    told += [str(facts) for facts in JournalLine.objects.values_list("facts", flat=True)]
    told += [*JournalReason.objects.values_list("text", flat=True), caplog.text]
    for words in (secret, "no_pork", "sans porc", "allerg"):
        assert not [text for text in told if words in text.replace("(repas, accès", "")]
    assert queries.needs_told(calls[0].meeting)[1] == [("allergy", secret)]


def test_needs_are_erased_fifteen_days_after_with_a_trace_of_how_many(calls):
    NeedFactory(convocation=calls[0])
    forget_needs(moment("2026-12-25T23:00"))
    assert Need.objects.count() == 1
    forget_needs(moment("2026-12-26T01:00"))
    forget_needs(moment("2026-12-26T02:00"))
    assert not Need.objects.exists()
    line = JournalLine.objects.get(verb="erase_needs")
    assert (line.facts, line.actor) == ({"erased": 1}, None)


# --- Calendars (RFC 5545) -------------------------------------------------------------------------


def test_the_invitation_is_a_valid_object_folded_at_75_octets(plenary, officer):
    plenary.title = "Plénière d’hiver : énergie, mobilités, accès aux soins et vœux de l’assemblée citoyenne de l’été"
    plenary.save()
    lifecycle.save_the_date(plenary, by=officer)
    text = Message.objects.first().calendar
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    calendar = Calendar.from_ical(text)
    (event,), (zone,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert (str(calendar["version"]), str(calendar["method"]), str(zone["tzid"])) == ("2.0", "REQUEST", "Europe/Paris")
    assert str(event["summary"]) == plenary.title
    assert str(event["attendee"]).startswith("mailto:camille-")
    assert {"dtstamp", "organizer", "url", "description"} <= {name.lower() for name in event}
    assert event["dtstart"].params["TZID"] == "Europe/Paris"


@given(text=st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=400))
def test_any_line_is_folded_without_cutting_a_character(text):
    folded = _folded(f"DESCRIPTION:{text}")
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == f"DESCRIPTION:{text}\r\n"


def test_a_name_with_commas_and_quotes_is_read_back(plenary, council, officer):
    person = PersonFactory(authority=council.authority, given_name='Anne, dite "Nana"', family_name="Le Goff; née Roy")
    MembershipFactory(body=council, person=person)
    lifecycle.save_the_date(plenary, by=officer)
    row = Message.objects.get(ref=f"people.person:{person.pk}")
    attendee = Calendar.from_ical(row.calendar).walk("VEVENT")[0]["attendee"]
    assert (str(attendee), attendee.params["RSVP"]) == (f"mailto:{person.email}", "FALSE")
    assert "Le Goff; née Roy" in attendee.params["CN"]


def test_a_meeting_moved_across_the_change_of_hour_keeps_its_local_time(plenary, officer):
    lifecycle.save_the_date(plenary, by=officer)
    lifecycle.change(
        fresh(plenary), by=officer, starts_at=moment("2027-04-08T18:30"), ends_at=moment("2027-04-08T21:00")
    )
    before, after = events(plenary)[0]["dtstart"].dt, events(plenary)[-1]["dtstart"].dt
    assert (before.hour, after.hour) == (18, 18)
    assert before.utcoffset() != after.utcoffset()
    assert "18\u00a0h\u00a030" in Message.objects.order_by("pk").last().body


def test_what_everybody_downloads_names_nobody_and_gives_no_video_link(plenary):
    plenary.video_url = "https://visio.exemple.invalid/salle"
    plenary.status = "convened"
    text = Invitation(plenary, public=True).text()
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert "visio" not in text
    assert "attendee" not in event
    assert "Plan climat" in str(event["description"])


def test_without_an_address_nobody_is_invited_by_the_calendar_itself(plenary, officer):
    call = ConvocationFactory(meeting=plenary)
    text = Invitation(plenary).kept_by(call)
    assert "METHOD:PUBLISH" in text
    assert call.key in text.replace("\r\n ", "")


# --- What is due ----------------------------------------------------------------------------------


def test_what_is_due_before_a_meeting(plenary, officer, epci, at):
    def due(day):
        at(day)
        today = dt.date.fromisoformat(day)
        return {(i.what, i.when) for i in gather(contributions.due(officer, epci, today))}

    assert due("2026-11-16") == {
        ("Convocation à envoyer", dt.date(2026, 11, 29)), ("Date à retenir à envoyer", dt.date(2026, 11, 10)),
    }  # fmt: skip
    lifecycle.save_the_date(plenary, by=officer)
    assert due("2026-11-16") == {("Convocation à envoyer", dt.date(2026, 11, 29))}
    lifecycle.convene(fresh(plenary), by=officer)
    assert due("2026-12-06") == set()
    assert due("2026-12-07") == {("Réponses qui manquent", dt.date(2026, 12, 7))}
    for call in queries.called(plenary):
        lifecycle.answer(call, "yes")
    assert due("2026-12-07") == set()
