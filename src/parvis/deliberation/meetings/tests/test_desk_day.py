"""« Jour J » on the desk: every press works without a script, and a list costs the same whatever its length."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.bodies.tests.factories import MembershipFactory
from parvis.deliberation.meetings import contributions, lifecycle
from parvis.deliberation.meetings.choices import EntryOutcome
from parvis.deliberation.meetings.lifecycle.check_in import token_of
from parvis.deliberation.meetings.models import (
    AgendaItem,
    CheckInEntry,
    Meeting,
    MeetingPhoto,
    RecordedBallot,
    SecretVoter,
    SpeakingTime,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.core.gathering import gather
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.models import JournalLine

from .factories import AgendaItemFactory, CheckInEntryFactory, ConvocationFactory, MeetingFactory, SiteFactory


def picture():
    """A picture as a phone would send one."""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(drawn, "PNG")
    return SimpleUploadedFile("tableau.png", drawn.getvalue(), content_type="image/png")


@pytest.fixture
def desk(client, officer, council):
    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def meeting(council, at):
    council.proxies_per_member = 1
    council.quorum_numerator, council.quorum_denominator = 1, 2
    council.save()
    made = MeetingFactory(scheme=council, status="convened", convened_at=MeetingFactory.starts_at, place="Virazelle")
    for member in MembershipFactory.create_batch(4, body=council):
        ConvocationFactory(meeting=made, person=member.person)
    at("2026-12-10T18:30")
    return made


@pytest.fixture
def session(meeting, officer):
    lifecycle.open_session(meeting, by=officer)
    return meeting


def url(name, *args):
    return reverse(f"desk:meetings:{name}", args=args)


def text(response):
    return response.content.decode().replace("\xa0", " ")


def press(client, convocation, what, **options):
    return client.post(url("mark", convocation.pk), {"what": what}, **options)


# --- Before, during, after ------------------------------------------------------------------------


def test_before_the_session_people_are_told_by_their_answer_and_each_empty_part_says_when(desk, meeting, at):
    at("2026-12-01")
    first, second, *_ = meeting.convocations.order_by("pk")
    lifecycle.answer(first, "yes")
    lifecycle.answer(second, "excused")
    page = text(desk.get(url("day", meeting.pk)))
    assert "1 personne viendra, 1 personne ne viendra pas, 2 personnes n’ont pas répondu." in page
    for words in ("absent", "quorum non atteint"):
        assert words not in page
    for words in ("viendra", "excusé", "sans réponse", "Aucun vote n’est préparé", "Aucune photo.", "d’une touche"):
        assert words in page
    Meeting.objects.filter(pk=meeting.pk).update(status="planned", convened_at=None)
    page = text(desk.get(url("day", meeting.pk)))
    for words in ("se prépare une fois la réunion convoquée", "pendant la séance", "L’ordre du jour est vide"):
        assert words in page
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")
    assert "n’a pas lieu à la date annoncée" in text(desk.get(url("day", meeting.pk)))


def test_who_has_not_come_is_not_there_yet_then_absent(desk, session, officer):
    press(desk, session.convocations.first(), "arrive")
    page = text(desk.get(url("day", session.pk)))
    assert page.count("pas encore là") == 3
    lifecycle.hold(session, by=officer, nothing_decided=True, override="Séance d’information")
    page = text(desk.get(url("day", session.pk)))
    assert "pas encore là" not in page
    assert page.count("absent") == 3
    assert "Aucun vote n’a eu lieu." in page


def test_the_day_goes_from_the_doors_to_the_closing_without_a_script(desk, meeting):
    page = text(desk.get(url("day", meeting.pk)))
    assert "Ouvrir la séance" in page
    desk.post(url("open_session", meeting.pk))
    called = list(meeting.convocations.all())
    for convocation in called[:3]:
        assert press(desk, convocation, "arrive").url == url("day", meeting.pk)
    press(desk, called[2], "leave")
    page = text(desk.get(url("day", meeting.pk)))
    assert "2 membres présents : quorum atteint, 2 voix pour 2" in page
    desk.post(url("hand_proxy", meeting.pk), {"giver": called[3].pk, "holder": called[0].pk})
    assert "porte celui de" in text(desk.get(url("day", meeting.pk)))
    refused = desk.post(url("hold", meeting.pk), {"present": "", "proxies": ""})
    assert refused.status_code == 422
    assert "Écrivez les décisions" in text(refused)
    desk.post(url("hold", meeting.pk), {"present": "", "proxies": "", "nothing_decided": "on"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.present, meeting.proxies) == ("held", 3, 1)
    assert "formaction" not in text(desk.get(url("day", meeting.pk)))


def test_the_chair_of_the_body_presides_unless_somebody_else_is_named(desk, meeting):
    chair = MembershipFactory(body=meeting.scheme.child, role="chair").person
    form = desk.get(url("open_session", meeting.pk)).context["form"]
    assert form.initial["chair"] == chair.pk
    secretary = meeting.convocations.first().person
    desk.post(url("open_session", meeting.pk), {"chair": "", "secretary": secretary.pk})
    meeting.refresh_from_db()
    assert (meeting.chair, meeting.secretary) == (chair, secretary)
    assert "nothing_decided" in desk.get(url("hold", meeting.pk)).context["form"].fields
    assert "chair" not in desk.get(url("hold", meeting.pk)).context["form"].fields


def test_a_meeting_counted_without_a_session_says_who_presided_it(desk, meeting):
    deputy = meeting.convocations.first().person
    desk.post(url("hold", meeting.pk), {"present": "3", "proxies": "0", "chair": deputy.pk, "secretary": ""})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.chair) == ("held", deputy)


def test_the_paper_sheet_is_typed_and_a_closed_list_corrected_with_its_reason(desk, session, officer):
    first, second, third, last = session.convocations.order_by("pk")
    press(desk, first, "arrive")
    signed = desk.get(url("type_sheet", session.pk)).context["form"].fields["signed"].queryset
    assert first not in signed
    desk.post(url("type_sheet", session.pk), {"signed": [second.pk]})
    assert session.attendances.get(person=second.person).channel == "paper"
    lifecycle.hold(session, by=officer, nothing_decided=True)
    desk.post(url("type_sheet", session.pk), {"signed": [third.pk]})
    session.refresh_from_db()
    assert session.present == 3
    corrected = {"people": [first.pk, third.pk], "state": "excused"}
    assert desk.post(url("correct_attendance", session.pk), {**corrected, "reason": ""}).status_code == 422
    told = desk.post(url("correct_attendance", session.pk), {**corrected, "reason": "Erreur de ligne"})
    assert "Le quorum n’est pas atteint" in text(told)
    again = {**corrected, "reason": "Erreur de ligne", "override": "La feuille fait foi"}
    desk.post(url("correct_attendance", session.pk), again)
    session.refresh_from_db()
    assert (session.present, session.attendances.get(person=last.person).state) == (1, "absent")
    line = JournalLine.objects.get(verb="correct_attendance")
    assert (line.facts["before"], line.facts["present"], line.cautions) == ([3, 0], 1, ["meeting.quorum"])


def test_numbers_typed_by_hand_are_corrected_until_the_minutes_are_approved(desk, meeting, officer):
    lifecycle.hold(meeting, by=officer, present=2)
    signed = meeting.convocations.first()
    told = desk.post(url("type_sheet", meeting.pk), {"signed": [signed.pk]}, follow=True)
    assert "Le nombre tapé à la clôture reste : 2 présents, 0 pouvoir." in text(told)
    desk.post(url("correct_attendance", meeting.pk), {"present": "3", "proxies": "1", "reason": "Un pouvoir oublié"})
    meeting.refresh_from_db()
    assert (meeting.present, meeting.proxies) == (3, 1)
    too_many = desk.post(url("correct_attendance", meeting.pk), {"present": "9", "proxies": "", "reason": "Recompté"})
    assert too_many.status_code == 422
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_approved")
    refused = desk.post(url("correct_attendance", meeting.pk), {"present": "2", "proxies": "", "reason": "Recompté"})
    assert "approuvé" in text(refused)


def test_the_page_asks_again_and_hears_nothing_as_long_as_nothing_changed(desk, session):
    page = text(desk.get(url("day", session.pk)))
    again = re.search(r'hx-get="([^"]+)"', page)[1]
    assert desk.get(again, headers={"HX-Request": "true"}).status_code == 204
    press(desk, session.convocations.first(), "arrive")
    changed = desk.get(again, headers={"HX-Request": "true"})
    assert changed.status_code == 200
    assert "1 membre présent : quorum non atteint, il manque 1 voix sur 2" in text(changed)


def test_a_press_through_the_script_says_what_it_did(desk, session):
    first = session.convocations.first()
    page = text(press(desk, first, "arrive", headers={"HX-Request": "true"}))
    assert f'data-announce="Arrivée notée : {first.person.full_name}."' in page
    assert press(desk, first, "nothing").status_code == 302


def test_a_refused_press_says_why(desk, session):
    page = text(press(desk, session.convocations.first(), "leave", follow=True))
    assert "pas notée présente" in page


@pytest.mark.parametrize("count", [1, 5])
def test_the_day_costs_the_same_whatever_the_number_of_people(desk, session, count, django_assert_max_num_queries):
    for member in MembershipFactory.create_batch(count, body=session.scheme.child):
        ConvocationFactory(meeting=session, person=member.person)
    with django_assert_max_num_queries(40):
        assert desk.get(url("day", session.pk)).status_code == 200


def test_names_are_found_without_accents(desk, session):
    person = session.convocations.first().person
    person.given_name, person.family_name = "Éloïse", "Fabrègues"
    person.save()
    page = text(desk.get(url("day", session.pk), {"q": "eloise"}))
    assert "Fabrègues" in page
    assert page.count('class="row-title"') == 1


def test_without_quorum_a_second_meeting_is_planned_from_the_page(desk, session):
    AgendaItemFactory(meeting=session, number=1)
    data = {"starts_at": "2026-12-16T18:30", "ends_at": "", "override": "Date du bureau"}
    desk.post(url("miss_quorum", session.pk), data)
    again = Meeting.objects.get(second_of=session)
    assert again.items.count() == 1
    session.refresh_from_db()
    assert session.status == "not_quorate"
    assert desk.post(url("call_again", session.pk), {"starts_at": "2026-12-17T18:30"}).status_code == 422


def test_a_session_left_open_is_due_the_day_after(session, officer, epci, at):
    at("2026-12-11T09:00")
    found = {item.what for item in gather(contributions.due(officer, epci, MeetingFactory.starts_at.date()))}
    assert "Séance à clore" not in found
    found = {item.what for item in gather(contributions.due(officer, epci, dt.date(2026, 12, 11)))}
    assert "Séance à clore" in found


# --- Desks at the door ----------------------------------------------------------------------------


def test_a_desk_is_opened_shown_and_closed(desk, meeting):
    site = SiteFactory(meeting=meeting)
    opened = desk.post(url("open_desk", meeting.pk), {"label": "Porte nord", "site": site.pk})
    row = meeting.desks.get()
    assert opened.url == row.get_desk_url()
    assert token_of(row) in text(desk.get(opened.url))
    assert desk.get(url("check_in_code", row.pk))["Content-Type"] == "image/svg+xml"
    desk.post(url("close_desk", row.pk))
    assert token_of(row) not in text(desk.get(opened.url))


def test_what_disagrees_is_settled_on_the_page_of_the_desk(desk, session):
    row = lifecycle.open_desk(session, by=None, label="Nord")
    odd = CheckInEntryFactory(
        desk=row, convocation=session.convocations.first(), outcome=EntryOutcome.CONFLICT, leaves=True
    )
    stranger = CheckInEntryFactory(desk=row, convocation=None, typed="Jean Passant", outcome=EntryOutcome.UNKNOWN)
    page = text(desk.get(url("day", session.pk)))
    assert "2 saisies à départager" in page
    assert "Jean Passant" in text(desk.get(row.get_desk_url()))
    desk.post(url("drop_entry", odd.pk))
    desk.post(url("keep_entry", stranger.pk))
    assert not CheckInEntry.objects.filter(settled_by=None).exists()
    assert desk.post(url("keep_entry", odd.pk)).status_code == 422


def test_what_came_after_the_closing_is_kept_at_once_on_the_page_of_the_desk(desk, session, officer):
    row = lifecycle.open_desk(session, by=officer, label="Nord")
    first, second, *_ = session.convocations.all()
    press(desk, first, "arrive")
    lifecycle.hold(session, by=officer, nothing_decided=True, override="Séance d’information")
    CheckInEntryFactory(desk=row, convocation=second, outcome=EntryOutcome.LATE)
    assert "1 saisie à départager" in text(desk.get(url("day", session.pk)))
    page = text(desk.get(row.get_desk_url()))
    assert "Retenir 1 saisie reçue après la clôture" in page
    desk.post(url("keep_late", row.pk))
    session.refresh_from_db()
    assert session.present == 2


def test_an_agent_opens_no_desk(client, session, epci):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    client.force_login(user_with("agent", epci))
    row = lifecycle.open_desk(session, by=None, label="Nord")
    for address in (url("day", session.pk), url("open_desk", session.pk), row.get_desk_url()):
        assert client.get(address).status_code == 403


# --- Votes ----------------------------------------------------------------------------------------


def vote_of(desk, session, mode, question="Adopter l’avis ?"):
    desk.post(url("prepare_vote", session.pk), {"question": question, "mode": mode, "item": ""})
    return session.vote_rows.get(question=question)


def test_hands_are_typed_and_read(desk, session):
    press(desk, session.convocations.first(), "arrive")
    vote = vote_of(desk, session, "hands")
    refused = desk.post(url("count_hands", vote.pk), {"in_favour": 5, "against": 0, "abstentions": 0})
    assert "5 voix pour 1 voix dans la salle" in text(refused)
    desk.post(url("count_hands", vote.pk), {"in_favour": 1, "against": 0, "abstentions": 0})
    assert "1 pour, 0 contre" in text(desk.get(url("day", session.pk)))


def test_a_recorded_vote_is_typed_at_the_desk_or_pressed_on_a_phone(desk, session, client):
    first, second = session.convocations.all()[:2]
    for convocation in (first, second):
        press(desk, convocation, "arrive")
    vote = vote_of(desk, session, "recorded")
    desk.post(url("open_vote", vote.pk))
    desk.post(url("cast", vote.pk), {"voice": first.person_id, "choice": "for"})
    phone = reverse("public:meetings-links:votes", args=[second.key])
    client.logout()
    assert "Adopter l’avis" in text(client.get(phone))
    ballot = {"vote": vote.pk, "voice": second.person_id, f"{vote.pk}-{second.person_id}-choice": "against"}
    client.post(reverse("public:meetings-links:cast", args=[second.key]), ballot)
    client.post(reverse("public:meetings-links:cast", args=[second.key]), {**ballot, "voice": first.person_id})
    assert sorted(RecordedBallot.objects.values_list("choice", flat=True)) == ["against", "for"]
    assert (
        client.post(
            reverse("public:meetings-links:cast", args=[second.key]), {"vote": vote.pk, "voice": second.person_id}
        ).status_code
        == 422
    )


def test_a_secret_vote_shows_who_voted_and_never_what(desk, session):
    first = session.convocations.first()
    press(desk, first, "arrive")
    vote = vote_of(desk, session, "secret")
    desk.post(url("open_vote", vote.pk))
    desk.post(url("cast", vote.pk), {"voice": first.person_id, "choice": "against"})
    page = text(desk.post(url("cast", vote.pk), {"voice": first.person_id, "choice": "for"}, follow=True))
    assert "compte une fois" in page
    page = text(desk.get(vote.get_desk_url()))
    assert "1 vote reçu sur 1 voix" in page
    assert "0 voix pour" not in page
    assert SecretVoter.objects.count() == 1
    desk.post(url("close_vote", vote.pk))
    assert "1 voix contre" in text(desk.get(vote.get_desk_url()))


# --- Notes, speaking time, pictures, papers -------------------------------------------------------


def test_no_word_of_the_notes_is_lost_when_two_people_write(desk, session):
    item = AgendaItemFactory(meeting=session, number=1)
    base = re.search(r'name="base" value="(\w+)"', text(desk.get(url("notes", item.pk))))[1]
    desk.post(url("notes", item.pk), {"notes": "Le plan est présenté.", "base": base})
    conflict = desk.post(url("notes", item.pk), {"notes": "Trois questions.", "base": base})
    assert conflict.status_code == 409
    page = text(conflict)
    assert "Le plan est présenté." in page
    assert "Trois questions." in page
    again = re.search(r'name="base" value="(\w+)"', page)[1]
    both = "Le plan est présenté.\nTrois questions."
    desk.post(url("notes", item.pk), {"notes": both, "base": again})
    assert AgendaItem.objects.get().notes == both


def test_notes_lead_from_one_item_to_the_next(desk, session):
    first, second = (AgendaItemFactory(meeting=session, number=number) for number in (1, 2))
    base = re.search(r'name="base" value="(\w+)"', text(desk.get(url("notes", first.pk))))[1]
    done = desk.post(url("notes", first.pk), {"notes": "Dit.", "base": base, "next": "1"})
    assert done.url == url("notes", second.pk)


def test_speaking_time_is_typed_in_minutes_and_sent_twice_counts_once(desk, session):
    for _ in range(2):
        desk.post(url("speaking", session.pk), {"f": "12:30", "f_turns": 4, "m": "20", "m_turns": "", "x": ""})
    assert dict(SpeakingTime.objects.values_list("gender", "seconds")) == {"f": 750, "m": 1200}
    assert "12,5" in text(desk.get(url("day", session.pk)))
    assert desk.post(url("speaking", session.pk), {"f": "douze"}).status_code == 422


def test_a_picture_is_published_once_it_is_described(desk, session):
    desk.post(url("add_photo", session.pk), {"file": picture(), "caption": "Tableau des idées", "alternative": ""})
    photo = MeetingPhoto.objects.get()
    refused = desk.post(url("publish_photo", photo.pk))
    assert refused.status_code == 422
    assert "Décrivez cette photo" in text(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingPhoto.objects.filter(pk=photo.pk).update(published_at=session.starts_at)
    described = {"caption": "Tableau des idées", "alternative": "Trois colonnes : garder, changer, inventer."}
    desk.post(url("describe_photo", photo.pk), described)
    desk.post(url("publish_photo", photo.pk))
    photo.refresh_from_db()
    assert photo.published_at
    assert photo.file.is_public
    shown = text(desk.get(reverse("public:meetings:detail", args=[session.uid])))
    assert 'alt="Trois colonnes : garder, changer, inventer."' in shown
    desk.post(url("withdraw_photo", photo.pk))
    desk.post(url("remove_photo", photo.pk))
    assert not MeetingPhoto.objects.exists()


def test_a_picture_of_a_closed_meeting_is_published_to_its_members_only(desk, session, client):
    Meeting.objects.filter(pk=session.pk).update(is_public=False)
    desk.post(url("add_photo", session.pk), {"file": picture(), "caption": "Tableau", "alternative": "Trois colonnes."})
    photo = MeetingPhoto.objects.get()
    assert "Les membres la verront" in text(desk.get(url("publish_photo", photo.pk)))
    desk.post(url("publish_photo", photo.pk))
    photo.refresh_from_db()
    assert photo.published_at
    assert not photo.file.is_public
    client.force_login(SchemeRoleFactory(scheme=session.scheme, persona="member").user)
    assert 'alt="Trois colonnes."' in text(client.get(reverse("member:meetings:detail", args=[session.pk])))
    assert client.get(photo.file.get_absolute_url()).status_code == 200


def test_the_sheet_the_cards_and_the_badges_are_printed_the_day_before(desk, meeting):
    desk.post(url("day_papers", meeting.pk))
    kinds = set(ProducedDocument.objects.values_list("kind", flat=True))
    assert kinds == {"meetings.sign_in", "meetings.name_cards", "meetings.badges"}
