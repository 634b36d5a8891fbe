"""The pages of convocations: the desk's list, the private page of a key, the member space, the public agenda."""

import datetime as dt
import html
import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.bodies.tests.factories import MembershipFactory
from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.models import Convocation, Need
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.mailing.choices import Status
from parvis.ground.mailing.models import Message

from .factories import AgendaItemFactory, ConvocationFactory, MeetingFactory, NeedFactory


@pytest.fixture(autouse=True)
def shop(epci):
    load_rules()
    cache.clear()


@pytest.fixture
def plenary(council):
    council.proxies_per_member = 1
    council.save()
    MembershipFactory.create_batch(3, body=council)
    meeting = MeetingFactory(scheme=council, title="Plénière", place="Halle", status="agenda_draft")
    AgendaItemFactory(meeting=meeting, number=1)
    return meeting


@pytest.fixture
def convened(plenary, officer):
    lifecycle.convene(plenary, by=officer)
    return plenary


@pytest.fixture
def visitor():
    return Client(HTTP_HOST="orzenne.localhost")


def signed_in(user):
    client = Client(HTTP_HOST="orzenne.localhost")
    client.force_login(user)
    return client


@pytest.fixture
def desk(officer):
    return signed_in(officer)


def page(name, *args):
    return reverse(f"desk:meetings:{name}", args=args)


def private(call, name="convocation"):
    return reverse(f"public:meetings-links:{name}", args=[call.key])


def some_call(meeting):
    return queries.called(meeting).first()


# --- The desk -------------------------------------------------------------------------------------


def test_the_list_tells_what_left_and_what_was_answered(desk, convened):
    call = some_call(convened)
    desk.post(page("answer", call.pk), {"answer": "excused"})
    shown = desk.get(page("convocations", convened.pk)).content.decode()
    assert call.person.full_name in shown
    assert "demande à être excusé" in shown
    assert shown.count("Convocation, 16") == 3
    call.refresh_from_db()
    assert call.answered_by is not None


def test_a_member_who_telephones_gives_their_voice(desk, convened):
    giver, holder, *_ = queries.called(convened)
    refused = desk.post(page("answer", giver.pk), {"answer": "proxy", "holder": ""})
    assert refused.status_code == 422
    desk.post(page("answer", giver.pk), {"answer": "proxy", "holder": holder.pk})
    assert f"donne pouvoir à {holder.person.full_name}" in desk.get(page("convocations", convened.pk)).content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_of_convocations_costs_the_same_whatever_its_length(
    desk, council, count, officer, django_assert_num_queries
):
    MembershipFactory.create_batch(count, body=council)
    meeting = MeetingFactory(scheme=council, place="Halle", status="agenda_draft")
    AgendaItemFactory(meeting=meeting, number=1)
    lifecycle.convene(meeting, by=officer)
    for call in queries.called(meeting):
        NeedFactory(convocation=call)
    desk.get(page("convocations", meeting.pk))
    with django_assert_num_queries(10):
        assert desk.get(page("convocations", meeting.pk)).status_code == 200


def test_needs_are_counted_on_the_desk_without_a_name(desk, convened):
    for call in queries.called(convened):
        NeedFactory(convocation=call)
    shown = desk.get(page("convocations", convened.pk)).content.decode()
    needs = shown[shown.index("Ce qu’il faut prévoir") :]
    needs = needs[: needs.index("</section>")]
    assert "3 × repas végétarien" in needs
    assert "Camille" not in needs


def test_the_officer_agrees_before_a_bounced_message_goes_to_the_post(desk, convened):
    call = some_call(convened)
    Message.objects.filter(ref=f"people.person:{call.person_id}").update(status=Status.BOUNCED)
    call.person.address_line, call.person.postcode, call.person.city = "1 quai", "47000", "Virazelle"
    call.person.save()
    asked = desk.get(page("post_bounced", convened.pk)).content.decode()
    assert f"{call.person.full_name} : une lettre à Virazelle." in asked
    assert Message.objects.filter(status=Status.TO_PRINT).count() == 0
    desk.post(page("post_bounced", convened.pk))
    assert Message.objects.filter(status=Status.TO_PRINT).count() == 1


def test_the_pieces_are_produced_for_everybody(desk, convened, monkeypatch):
    monkeypatch.setattr("parvis.ground.documents.lifecycle.write", lambda tree, code, at: b"%PDF-1.7 " + code.encode())
    desk.post(page("papers", convened.pk))
    kinds = set(ProducedDocument.objects.values_list("kind", flat=True))
    assert kinds == {"meetings.convocation", "meetings.agenda", "meetings.proxy"}


def test_guests_are_invited_and_taken_off_from_the_list(desk, convened):
    guest = PersonFactory(authority=convened.authority, family_name="Escoudié")
    desk.post(page("add_guest", convened.pk), {"person-nom": "Escoudié", "reason": "Point 1"})
    call = Convocation.objects.get(person=guest)
    assert desk.post(page("remove_guest", call.pk), {"reason": ""}).status_code == 422
    desk.post(page("remove_guest", call.pk), {"reason": "Point reporté"})
    call.refresh_from_db()
    assert call.withdrawn_at is not None


def test_the_list_keeps_those_who_answered_so(desk, visitor, convened):
    answered, silent, gone = list(queries.called(convened))[:3]
    visitor.post(private(answered, "answer"), {"answer": "yes"})
    Convocation.objects.filter(pk=gone.pk).update(withdrawn_at=clock.now())

    def listed(asked):
        shown = desk.get(page("convocations", convened.pk), {"reponse": asked}).content.decode()
        names = re.findall(r'class="row-title">([^<]+)', shown)
        return [call.person.full_name in map(str.strip, names) for call in (answered, silent, gone)]

    assert listed("") == listed("rien-de-tel") == [True, True, True]
    assert listed("yes") == [True, False, False]
    assert listed("sans") == [False, True, False]
    assert listed("excused") == [False, False, False]
    nobody = desk.get(page("convocations", convened.pk), {"reponse": "excused"})
    assert "Personne n’a donné cette réponse." in nobody.content.decode()


def test_only_those_who_prepare_or_control_read_the_list(convened, epci):
    address = page("convocations", convened.pk)
    assert signed_in(user_with("agent", epci)).get(address).status_code == 403
    assert signed_in(user_with("auditor", epci)).get(address).status_code == 200
    assert signed_in(user_with("auditor", epci)).post(page("convene", convened.pk)).status_code == 403


# --- The private page -----------------------------------------------------------------------------


def test_a_person_answers_from_their_page_without_an_account(visitor, convened):
    call = some_call(convened)
    shown = visitor.get(private(call))
    assert "Plan climat" in shown.content.decode()
    assert (shown["X-Robots-Tag"], shown["Cache-Control"], shown["Referrer-Policy"]) == (
        "noindex, nofollow", "no-store", "same-origin",
    )  # fmt: skip
    assert '<meta name="robots" content="noindex, nofollow">' in shown.content.decode()
    visitor.post(private(call, "answer"), {"answer": "yes"})
    call.refresh_from_db()
    assert (call.answer, call.answered_by) == ("yes", None)
    assert visitor.post(private(call, "answer"), {"answer": ""}).status_code == 422


def test_the_history_names_who_answered_by_their_private_link(visitor, desk, convened, officer):
    guest = PersonFactory(authority=convened.authority, given_name="Ilse", family_name="Hartog")
    invited = lifecycle.add_guest(convened, guest, by=officer, reason="Experte")
    for call in (some_call(convened), invited):
        visitor.post(private(call, "answer"), {"answer": "yes"})
    shown = desk.get(convened.get_desk_url()).content.decode()
    for person in (some_call(convened).person, guest):
        assert f"par {person.full_name}, par son lien privé" in shown
    assert "par Parvis" not in shown


def test_a_voice_is_given_from_the_page_to_those_called_only(visitor, convened):
    giver, holder, *_ = queries.called(convened)
    stranger = ConvocationFactory()
    assert visitor.post(private(giver, "answer"), {"answer": "proxy", "holder": stranger.pk}).status_code == 422
    assert visitor.post(private(giver, "answer"), {"answer": "proxy"}).status_code == 422
    assert visitor.post(private(giver, "answer"), {"answer": "proxy", "holder": holder.pk}).status_code == 302
    assert convened.proxy_rows.get().holder_id == holder.pk


def test_a_guest_sees_no_name_of_a_member(visitor, convened, officer):
    guest = lifecycle.add_guest(
        convened, PersonFactory(authority=convened.authority, given_name="Invité"), by=officer, reason="Expert"
    )
    assert "Camille" not in visitor.get(private(guest)).content.decode()


def test_needs_are_asked_with_consent_edited_and_erased(visitor, convened):
    call = some_call(convened)
    typed = {"diet": ["vegetarian"], "access": ["other"], "access_detail": "Chien guide", "from_3": 2}
    assert visitor.post(private(call, "needs"), typed).status_code == 422
    assert not Need.objects.exists()
    visitor.post(private(call, "needs"), {**typed, "consent": "on"})
    assert sorted(call.needs.values_list("kind", "code", "quantity", "detail")) == [
        ("access", "other", 1, "Chien guide"), ("childcare", "from_3", 2, ""), ("diet", "vegetarian", 1, ""),
    ]  # fmt: skip
    assert "Chien guide" in visitor.get(private(call)).content.decode()
    visitor.post(private(call, "needs"), {"diet": ["vegan"], "consent": "on"})
    assert call.needs.get().code == "vegan"
    visitor.post(private(call, "erase_needs"))
    assert not call.needs.exists()


def test_unknown_expired_withdrawn_and_foreign_keys_are_all_the_same_404(visitor, convened, at, officer):
    call, other = queries.called(convened)[:2]
    lifecycle.answer(other, "yes")
    unknown = visitor.get("/convocation/n-existe-pas/")
    elsewhere = ConvocationFactory(meeting__authority=AuthorityFactory(slug="ailleurs"))
    Convocation.objects.filter(pk=other.pk).update(withdrawn_at=convened.convened_at)
    answers = [visitor.get(private(c)) for c in (elsewhere, other)]
    at("2026-12-11T08:00")
    answers.append(visitor.get(private(call)))
    assert {a.status_code for a in (unknown, *answers)} == {404}
    assert {len(a.content) for a in answers} == {len(unknown.content)}


def test_who_tries_keys_is_stopped(visitor, settings, monkeypatch):
    settings.PRIVATE_LINKS_A_MINUTE = 3
    monkeypatch.setattr("parvis.shells.limits.time.time", lambda: 1_800_000_000)
    tried = [visitor.get(f"/convocation/essai-{n}/").status_code for n in range(5)]
    assert tried == [404, 404, 404, 429, 429]


def test_the_page_gives_the_date_and_the_code_of_the_person(visitor, convened):
    call = some_call(convened)
    event = visitor.get(private(call, "event"))
    assert event["Content-Type"] == "text/calendar; charset=utf-8"
    assert "STATUS:CONFIRMED" in event.content.decode()
    assert visitor.get(private(call, "code")).content.startswith(b"<?xml")


# --- The member space -----------------------------------------------------------------------------


@pytest.fixture
def member(convened):
    """One of the members, with an account."""
    call = some_call(convened)
    call.person.user = UserFactory()
    call.person.save()
    SchemeRoleFactory(scheme=convened.scheme, persona="member", user=call.person.user)
    return signed_in(call.person.user)


def test_a_member_finds_their_meetings_answers_and_proposes(member, convened, officer):
    closed = MeetingFactory(scheme=convened.scheme, title="Commission", is_public=False)
    shown = member.get(reverse("member:meetings:list")).content.decode()
    assert "Plénière" in shown
    assert closed.title in shown
    at = {
        name: reverse(f"member:meetings:{name}", args=[convened.pk])
        for name in ("detail", "answer", "needs", "propose")
    }
    assert "Viendrez-vous ?" in member.get(at["detail"]).content.decode()
    member.post(at["answer"], {"answer": "yes"})
    member.post(at["needs"], {"diet": ["vegan"], "consent": "on"})
    member.post(at["propose"], {"title": "Les cars du soir", "reason": "Trop tôt"})
    call = Convocation.objects.get(person__user__isnull=False, meeting=convened)
    assert (call.answer, call.needs.get().code) == ("yes", "vegan")
    assert convened.proposals.get().proposed_by == call.person
    assert "Les cars du soir" in member.get(at["detail"]).content.decode()


def test_the_file_of_a_meeting_is_for_its_people_only(convened, epci, visitor):
    convened.video_url = "https://visio.exemple.invalid/salle"
    convened.save()
    address = reverse("member:meetings:detail", args=[convened.pk])
    assert signed_in(UserFactory()).get(address).status_code == 403
    assert "visio" not in visitor.get(reverse("public:meetings:detail", args=[convened.uid])).content.decode()


# --- The public agenda ----------------------------------------------------------------------------


def test_the_agenda_of_a_public_meeting_is_public_once_it_is_convened(visitor, plenary, officer):
    address = reverse("public:meetings:detail", args=[plenary.uid])
    assert visitor.get(address).status_code == 404
    assert "(date à confirmer)" in visitor.get(reverse("public:meetings:list")).content.decode()
    lifecycle.convene(plenary, by=officer)
    assert "Plan climat" in visitor.get(address).content.decode()
    assert "STATUS:CONFIRMED" in visitor.get(reverse("public:meetings:event", args=[plenary.uid])).content.decode()


def test_an_agenda_that_is_not_published_stays_inside(visitor, convened):
    convened.agenda_is_public = False
    convened.save()
    assert "Plan climat" not in visitor.get(reverse("public:meetings:detail", args=[convened.uid])).content.decode()


def test_closed_meetings_have_no_public_page_even_for_who_reads_them(visitor, desk, convened):
    convened.is_public = False
    convened.save()
    for client in (visitor, desk):
        assert client.get(reverse("public:meetings:detail", args=[convened.uid])).status_code == 404
    assert visitor.get(reverse("public:meetings:detail", args=[uuid.uuid4()])).status_code == 404
    assert "Plénière" not in visitor.get(reverse("public:meetings:list")).content.decode()


def test_a_member_claims_their_expenses_without_typing_the_meeting_again(member, convened):
    here = reverse("member:meetings:detail", args=[convened.pk])
    assert "remboursement de mes frais" not in member.get(here).content.decode()
    clock.freeze(convened.starts_at + dt.timedelta(hours=4))
    page = member.get(here).content.decode()
    claim = html.unescape(re.search(r'href="([^"]*nouveau/[?][^"]*)"', page)[1])
    form = member.get(claim).context["form"]
    told = {name: str(form[name].value()) for name in ("meeting", "day", "scheme")}
    assert told == {
        "meeting": convened.title, "day": convened.day.isoformat(), "scheme": str(convened.scheme_id),
    }  # fmt: skip
