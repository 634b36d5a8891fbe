"""The tab « Compte rendu », the member space and the site: who reads what, and when."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.meetings import lifecycle, minutes_contributions, reminders
from parvis.deliberation.meetings import minutes_queries as queries
from parvis.deliberation.meetings.documents import councillor_note
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import DepartmentFactory, RoleFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.core.gathering import gather
from parvis.ground.documents.queries import documents_of
from parvis.ground.documents.tree import plain
from parvis.ground.mailing import delivery
from parvis.ground.mailing.models import Message
from parvis.ground.search.index import refresh, search

from .factories import (
    ActionPointFactory,
    AgendaItemFactory,
    AttendanceFactory,
    ConvocationFactory,
    DecisionFactory,
    HeldMeetingFactory,
    MinutesFactory,
    MinutesRecipientFactory,
    agreed,
)


@pytest.fixture
def client(client, epci):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def meeting(council, at):
    load_rules()
    at("2026-12-14")
    found = HeldMeetingFactory(scheme=council, title="Plénière du 10 décembre", electors=50)
    AgendaItemFactory(meeting=found, number=1, title="Plan climat", notes="Dalila Escoudié demande un bilan.")
    person = PersonFactory(authority=found.authority, given_name="Dalila", family_name="Escoudié")
    AttendanceFactory(meeting=found, person=person)
    return found


@pytest.fixture
def published(meeting, officer):
    lifecycle.decide(meeting, by=officer, text="Le bilan sera annuel.")
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    lifecycle.publish_minutes(meeting, by=officer, recipients=[PersonFactory(authority=meeting.authority)])
    return meeting


@pytest.fixture
def member(council):
    return SchemeRoleFactory(scheme=council, persona="member").user


def test_the_officer_goes_from_the_session_to_the_closed_file_without_leaving_the_desk(client, officer, meeting):
    client.force_login(officer)

    def press(verb, pk=None, **data):
        answer = client.post(reverse(f"desk:meetings:{verb}", args=[pk or meeting.pk]), data)
        assert answer.status_code == 302, (verb, answer.context["refusal"], answer.context["form"].errors)
        meeting.refresh_from_db()

    press("decide", text="Le bilan sera annuel.")
    press("add_action", text="Demander les chiffres", due_on="2026-12-20", owner_label="le bureau")
    press("draft_minutes")
    press("review_minutes", divergences_stated="on")
    press("return_minutes", reason="Il manque le vote.")
    press("review_minutes", divergences_stated="on")
    press("approve_minutes", agreed_on="2026-12-14", agreed_by="email")
    page = client.get(meeting.get_minutes_url()).content.decode()
    assert "[nom masqué] demande un bilan" in page
    press("revise_public", html="<p>Bilan demandé.</p><script>x</script>", html_format="html")
    assert meeting.minutes.public_html == "<p>Bilan demandé.</p>"
    form = client.get(reverse("desk:meetings:publish_minutes", args=[meeting.pk])).context["form"]
    ticked = [person.pk for person in form["recipients"].initial]
    assert ticked == [meeting.attendances.get().person_id]
    press("publish_minutes", recipients=ticked)
    action = meeting.actions.get()
    press("complete_action", pk=action.pk, note="Reçus.", done_on="2026-12-14")
    press("close")
    page = client.get(meeting.get_minutes_url()).content.decode()
    assert meeting.status == "closed"
    assert "Preuve de la diffusion" in page
    assert "délai tenu" in page


def test_absent_members_and_guests_are_on_the_list_of_recipients(meeting):
    absent = ConvocationFactory(meeting=meeting).person
    guest = ConvocationFactory(meeting=meeting, kind="guest").person
    assert {absent, guest, meeting.attendances.get().person} == set(queries.likely_recipients(meeting))


def test_the_public_reads_the_masked_version_once_it_is_published(client, meeting, officer):
    address = reverse("public:meetings:minutes", args=[meeting.uid])
    lifecycle.draft_minutes(meeting, by=officer)
    assert client.get(address).status_code == 404
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    lifecycle.publish_minutes(meeting, by=officer, recipients=[PersonFactory(authority=meeting.authority)])
    page = client.get(address).content.decode()
    assert "demande un bilan" in page
    assert "Escoudié" not in page
    entry = next(iter(minutes_contributions.news(meeting.authority)))
    assert (entry.url, "Escoudié" in entry.summary) == (address, False)


def test_minutes_of_a_closed_meeting_never_reach_the_site(client, published):
    type(published).objects.filter(pk=published.pk).update(is_public=False)
    assert client.get(reverse("public:meetings:minutes", args=[published.uid])).status_code == 404
    assert list(minutes_contributions.news(published.authority)) == []


def test_a_member_reads_and_comments_the_draft_and_the_councillor_waits(client, meeting, officer, member, council):
    councillor = SchemeRoleFactory(scheme=council, persona="councillor").user
    MinutesFactory()  # the minutes of a meeting do not have its number
    minutes = lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    client.force_login(member)
    page = client.get(minutes.get_member_url()).content.decode()
    assert "Dalila Escoudié demande un bilan" in page
    assert minutes.text.get_member_url() in page
    client.force_login(councillor)
    assert client.get(meeting.get_minutes_url()).status_code == 403
    assert client.get(minutes.get_member_url()).status_code == 404


def test_published_minutes_are_found_by_everybody_under_their_masked_words(published):
    refresh(published.minutes)
    visitor = user_with("resident", published.authority)
    assert [entry.model for entry in search(visitor, published.authority, "bilan annuel")] == ["meetings.Minutes"]
    assert search(visitor, published.authority, "Escoudié") == []


def test_the_chair_approves_from_the_member_space(client, meeting, officer, council):
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    client.force_login(SchemeRoleFactory(scheme=council, persona="chair").user)
    assert client.post(reverse("member:meetings:approve_minutes", args=[meeting.pk])).status_code == 302
    meeting.refresh_from_db()
    assert meeting.status == "minutes_approved"
    assert (meeting.minutes.agreed_by, meeting.minutes.agreed_on) == ("account", clock.today())


def test_whoever_promised_says_that_it_is_done_from_their_space(client, meeting, member):
    me = PersonFactory(authority=meeting.authority, user=member)
    action = ActionPointFactory(meeting=meeting, owner=me, text="Appeler la commune", due_on=dt.date(2026, 12, 20))
    client.force_login(member)
    assert "Appeler la commune" in client.get(reverse("member:home")).content.decode()
    done = reverse("member:meetings:complete_action", args=[action.pk])
    assert client.post(done, {"note": "Fait.", "done_on": "2026-12-14"}).status_code == 302
    action.refresh_from_db()
    assert action.status == "done"
    client.force_login(SchemeRoleFactory(scheme=meeting.scheme, persona="member").user)
    assert client.post(done, {"done_on": "2026-12-14"}).status_code == 403


def test_an_agent_of_the_department_in_charge_says_that_it_is_done(client, meeting):
    department = DepartmentFactory(authority=meeting.authority)
    action = ActionPointFactory(meeting=meeting, department=department, owner_label="", due_on=dt.date(2026, 12, 20))
    done = reverse("desk:meetings:complete_action", args=[action.pk])
    client.force_login(user_with("agent", meeting.authority))
    assert client.post(done, {"done_on": "2026-12-14"}).status_code == 404
    agent = RoleFactory(authority=meeting.authority, persona="agent", department=department).user
    client.force_login(agent)
    assert client.post(done, {"done_on": "2026-12-14"}).status_code == 302
    action.refresh_from_db()
    assert action.status == "done"


def test_an_address_or_a_telephone_left_in_the_draft_is_warned_of(meeting, officer):
    meeting.items.update(notes="Joindre le bureau au 02 99 12 34 56 ou bureau@exemple.fr.")
    lifecycle.draft_minutes(meeting, by=officer)
    with pytest.raises(Warned) as warned:
        lifecycle.review_minutes(meeting, by=officer)
    assert [c.code for c in warned.value.cautions] == ["minutes.address", "minutes.telephone"]


# --- Delays, alerts, what is due ------------------------------------------------------------------


def test_minutes_not_handed_over_are_late_after_ten_working_days(meeting, at):
    at("2026-12-28")
    assert queries.delay_of(meeting, None).due == dt.date(2026, 12, 24)
    assert queries.delay_of(meeting, None).words.replace("\xa0", " ") == "en retard de 4 jours"
    assert queries.delay_of(meeting, None).days_late == 4


def test_the_synthesis_of_a_saturday_is_promised_for_the_28th(council, at):
    load_rules()
    at("2026-12-14")
    saturday = HeldMeetingFactory(scheme=council, starts_at=dt.datetime(2026, 12, 12, 9, tzinfo=dt.UTC))
    assert queries.minutes_due_on(saturday) == dt.date(2026, 12, 28)


def test_late_minutes_and_actions_alert_once_a_week(meeting, officer, at):
    owner = PersonFactory(authority=meeting.authority, email="qui@exemple.invalid")
    ActionPointFactory(meeting=meeting, owner=owner, due_on=dt.date(2026, 12, 20))
    at("2026-12-26")
    reminders.remind(clock.now())
    reminders.remind(clock.now())
    told = Message.objects.filter(letter="meetings.action_expected", email="qui@exemple.invalid")
    assert told.count() == 1
    assert Message.objects.filter(letter="meetings.minutes_expected").count() == 1
    at("2027-01-04")
    reminders.remind(clock.now())
    assert told.count() == 2


def test_due_lines_follow_the_minutes_step_by_step(meeting, officer):
    def lines():
        found = gather(minutes_contributions.due(officer, meeting.authority, clock.today()))
        return [(item.what, item.label) for item in found]

    assert lines() == [("Compte rendu à écrire", meeting.title)]
    action = lifecycle.add_action(
        meeting, by=officer, text="Écrire", due_on=dt.date(2026, 12, 20), owner_label="le bureau"
    )
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    assert lines() == [("Compte rendu en relecture", meeting.title), ("Suite d’une réunion", "Écrire")]
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    assert ("Compte rendu à diffuser", meeting.title) in lines()
    lifecycle.publish_minutes(meeting, by=officer, recipients=[PersonFactory(authority=meeting.authority)])
    lifecycle.complete_action(action, by=officer)
    assert lines() == [("Réunion à clore", meeting.title)]


def test_the_share_of_minutes_on_time_is_counted(council, meeting, officer, at):
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    HeldMeetingFactory(scheme=council, starts_at=dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC))
    assert minutes_contributions.on_time(meeting.authority, dt.date(2026, 12, 20)) == 50.0


# --- Decisions and actions of all bodies ----------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "maker", "queries_made"), [("decisions", DecisionFactory, 11), ("actions", ActionPointFactory, 11)]
)
def test_the_lists_cost_the_same_whatever_their_length(
    client, officer, meeting, count, name, maker, queries_made, django_assert_max_num_queries
):
    maker.create_batch(count, meeting=meeting)
    client.force_login(officer)
    with django_assert_max_num_queries(queries_made) as captured:
        page = client.get(reverse(f"desk:meetings:{name}"))
    assert page.status_code == 200
    assert len(captured) <= queries_made


def test_the_decision_log_is_filtered_by_what_is_late_and_leaves_as_a_file(client, officer, meeting, at):
    late = DecisionFactory(meeting=meeting, number=1, text="Décision en retard")
    ActionPointFactory(meeting=meeting, decision=late, due_on=dt.date(2026, 12, 12))
    DecisionFactory(meeting=meeting, number=2, text="Décision tenue")
    client.force_login(officer)
    address = reverse("desk:meetings:decisions")
    page = client.get(address, {"retard": "true"}).content.decode()
    assert "Décision en retard" in page
    assert "Décision tenue" not in page
    exported = b"".join(client.get(address, {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Décision tenue" in exported
    actions = client.get(reverse("desk:meetings:actions"), {"retard": "true"})
    assert "1 suite à donner, 1 en retard" in actions.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ({"after": "2026-01-01"}, "depuis le 1er janv. 2026"),
        ({"before": "2026-03-03"}, "jusqu’au 3 mars 2026"),
        ({"after": "2026-01-01", "before": "2026-03-03"}, "1er janv. 2026 – 3 mars 2026"),
    ],
)
def test_a_period_that_filters_says_which_end_it_has(client, officer, meeting, ends, said):
    client.force_login(officer)
    asked = {f"seance_{end}": day for end, day in ends.items()}
    page = client.get(reverse("desk:meetings:decisions"), asked).content.decode().replace("\xa0", " ")
    assert f"Séance : {said}" in page


# --- The councillor -------------------------------------------------------------------------------


def test_the_note_tells_the_councillor_each_follow_up_with_its_owner(meeting, officer):
    with pytest.raises(Refused, match="élu référent"):
        lifecycle.send_note(meeting, by=officer)
    scheme = meeting.scheme
    scheme.referring_councillor = PersonFactory(authority=meeting.authority, email="elue@exemple.invalid")
    scheme.save()
    for text, who in (
        ("Chiffrer", "service Eau"),
        ("Visiter", "le bureau"),
        ("Écrire", "la mission"),
        ("Lire", "tous"),
    ):
        lifecycle.add_action(meeting, by=officer, text=text, owner_label=who, due_on=dt.date(2027, 1, 10))
    stored = lifecycle.send_note(meeting, by=officer)
    message = Message.objects.get(letter="meetings.councillor_note")
    assert list(message.attachments.all()) == [stored]
    assert delivery.deliver_waiting() >= 1
    sent = next(one for one in mail.outbox if one.subject == message.subject)
    assert [(name, kind) for name, _, kind in sent.attachments] == [(stored.download_name, "application/pdf")]
    table = councillor_note(meeting)[0].blocks[-1]
    assert [plain(row[1].runs) for row in table.rows] == ["service Eau", "le bureau", "la mission", "tous"]


def test_documents_of_the_minutes_are_written_once_each(published, officer):
    first = lifecycle.produce(published, "approved", by=officer)
    assert {row.format for row in first} == {"pdf", "docx", "odt"}
    again = lifecycle.produce(published, "approved", by=officer)
    assert {row.pk for row in first} == {row.pk for row in again}
    public = lifecycle.produce(published, "public", by=officer)
    assert all(row.stored.is_public for row in public)
    seen = documents_of(published.minutes, user_with("resident", published.authority))
    assert {entry.kind for entry in seen} == {"Compte rendu, version publique"}
    assert lifecycle.produce(published, "decisions", by=officer)


@pytest.mark.parametrize("count", [1, 4])
def test_the_tab_costs_the_same_whatever_was_decided(client, officer, published, count, django_assert_max_num_queries):
    for number in range(10, 10 + count):
        DecisionFactory(meeting=published, number=number)
        owner = PersonFactory(authority=published.authority)
        ActionPointFactory(meeting=published, owner=owner, owner_label="")
        MinutesRecipientFactory(minutes=published.minutes, person=owner)
    client.force_login(officer)
    with django_assert_max_num_queries(33):
        page = client.get(published.get_minutes_url())
    assert page.status_code == 200


def test_published_minutes_enter_the_search_as_they_are_published(meeting, officer, django_capture_on_commit_callbacks):
    lifecycle.draft_minutes(meeting, by=officer)
    lifecycle.review_minutes(meeting, by=officer)
    lifecycle.approve_minutes(meeting, by=officer, **agreed())
    visitor = user_with("resident", meeting.authority)
    assert search(visitor, meeting.authority, "demande bilan") == []
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.publish_minutes(meeting, by=officer, recipients=[PersonFactory(authority=meeting.authority)])
    assert [entry.model for entry in search(visitor, meeting.authority, "demande bilan")] == ["meetings.Minutes"]


def test_an_item_left_to_write_is_warned_of_before_anybody_reads(meeting, officer):
    AgendaItemFactory(meeting=meeting, number=2, title="Questions diverses")
    lifecycle.draft_minutes(meeting, by=officer)
    with pytest.raises(Warned) as warned:
        lifecycle.review_minutes(meeting, by=officer)
    assert [c.code for c in warned.value.cautions] == ["minutes.to_write"]
    lifecycle.review_minutes(meeting, by=officer, override="Aucune question n’a été posée.")


def test_the_menu_marks_the_decisions_and_not_the_meetings_around_them(client, officer):
    client.force_login(officer)
    page = client.get(reverse("desk:meetings:decisions"))
    assert [entry["label"] for entry in page.context["nav"] if entry["current"]] == ["Relevé de décisions"]
