import datetime as dt
import re

import feedparser
import pytest
from django.urls import reverse

from parvis.commons.commitments import lifecycle, queries
from parvis.commons.commitments.choices import Status
from parvis.commons.commitments.contributions import due, promises, scheme_panel
from parvis.commons.commitments.due import remind, stage_of
from parvis.commons.commitments.feature import feature
from parvis.commons.commitments.models import Commitment
from parvis.commons.commitments.tests.factories import (
    CommitmentFactory,
    CommitmentReviewFactory,
    ProgressReportFactory,
)
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather
from parvis.ground.mailing.models import Message
from parvis.ground.search.index import search

pytestmark = pytest.mark.django_db

BOARD = "/engagements/"


@pytest.fixture
def public(authority):
    return CommitmentFactory(authority=authority, is_public=True, title="Étendre la navette")


def test_the_board_shows_public_promises_and_nothing_else(here, authority, public):
    ProgressReportFactory(commitment=public, text="Les arrêts sont posés.")
    hidden = CommitmentFactory(authority=authority, title="Promesse interne")
    elsewhere = CommitmentFactory(is_public=True, title="Promesse d’ailleurs")
    page = here.get(BOARD).content.decode()
    assert public.title in page
    assert "Les arrêts sont posés." in page
    assert hidden.title not in page
    assert elsewhere.title not in page
    assert here.get(hidden.get_absolute_url()).status_code == 404


def test_an_empty_board_says_what_will_come_there_and_a_filter_that_it_hides(here, authority):
    assert "Aucun engagement n’est encore publié." in here.get(BOARD).content.decode()
    assert "Aucun engagement ne correspond." in here.get(f"{BOARD}?etat=late").content.decode()


def test_the_board_is_filtered_by_state_service_and_scheme(here, authority, public):
    scheme = SchemeFactory(authority=authority, is_public=True)
    late = CommitmentFactory(
        authority=authority, is_public=True, title="En retard ici", scheme=scheme, due_on=dt.date(2026, 11, 1)
    )
    for query, shown, hidden in (
        ("etat=late", late, public),
        (f"dispositif={scheme.pk}", late, public),
        (f"service={public.department_id}", public, late),
        ("etat=to_do", public, None),
    ):
        page = here.get(f"{BOARD}?{query}").content.decode()
        assert shown.title in page
        assert hidden is None or f">{hidden.title}</a>" not in page
    assert here.get(f"{BOARD}?etat=nimporte&dispositif=x&page=999").status_code == 200


def test_a_scheme_that_is_not_public_is_never_named(here, authority):
    scheme = SchemeFactory(authority=authority, name="Cellule confidentielle")
    row = CommitmentFactory(authority=authority, is_public=True, scheme=scheme)
    for address in (BOARD, row.get_absolute_url(), f"{BOARD}flux.atom"):
        assert scheme.name not in here.get(address).content.decode()


def test_a_promise_given_up_says_why_and_names_no_agent(here, authority, public, officer):
    ProgressReportFactory(commitment=public, by=officer)
    lifecycle.abandon(public, public_reason="Le terrain est inconstructible.", by=officer)
    page = here.get(public.get_absolute_url()).content.decode()
    assert "Le terrain est inconstructible." in page
    assert officer.name not in page


def test_the_feed_is_valid_atom_and_moves_with_the_promises(here, public, officer):
    address = reverse("public:commitments:feed")
    feed = feedparser.parse(here.get(address).content)
    assert not feed.bozo
    assert feed.entries[0].title == "Engagement pris : Étendre la navette"
    first_id = feed.entries[0].id
    clock.freeze("2026-11-20T09:00")
    lifecycle.start(public, by=officer)
    feed = feedparser.parse(here.get(address).content)
    assert (feed.entries[0].id, feed.entries[0].title) == (first_id, "Engagement en cours : Étendre la navette")
    assert feed.entries[0].updated.startswith("2026-11-20")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["board", "feed"])
def test_public_pages_cost_the_same_whatever_their_length(here, authority, page, count, django_assert_num_queries):
    for _ in range(count):
        row = CommitmentFactory(authority=authority, is_public=True, scheme=SchemeFactory(authority=authority))
        ProgressReportFactory(commitment=row)
    address = reverse(f"public:commitments:{page}")
    with django_assert_num_queries({"board": 6, "feed": 4}[page]):
        assert here.get(address).status_code == 200


def test_the_home_page_says_what_became_of_the_promises(authority, public, officer):
    CommitmentFactory(authority=authority, is_public=True, due_on=dt.date(2026, 11, 1))
    told = promises(authority)
    assert "2\xa0engagements publics" in told.sentence
    assert "1\xa0en retard" in told.sentence
    assert sum(count for _, count, _ in told.rows) == 2
    assert promises(CommitmentFactory().authority) is None


@pytest.mark.parametrize(
    ("count", "sentence", "labels"),
    [
        (0, "0 engagement public : 0 tenu, 0 en cours.", ("tenu", "abandonné")),
        (1, "1 engagement public : 1 tenu, 1 en cours, 1 en retard, 1 à venir, 1 abandonné.", ("tenu", "abandonné")),
        (
            2,
            "2 engagements publics : 2 tenus, 2 en cours, 2 en retard, 2 à venir, 2 abandonnés.",
            ("tenus", "abandonnés"),
        ),
    ],
)
def test_the_words_of_the_board_agree_in_number(count, sentence, labels):
    figures = dict.fromkeys(("to_do", "in_progress", "done", "abandoned", "late", "total"), count)
    assert queries.sentence(figures).replace("\xa0", " ") == sentence
    rows = queries.share_rows(figures)
    assert (rows[0][0], rows[-1][0]) == labels


def test_indicators_count_what_was_true_on_a_day(authority, officer):
    kept = CommitmentFactory(authority=authority, is_public=True, due_on=dt.date(2026, 9, 1))
    CommitmentFactory(authority=authority, is_public=True, due_on=dt.date(2026, 10, 1))
    CommitmentFactory(authority=authority, due_on=dt.date(2026, 10, 1))
    Commitment.objects.filter(pk=kept.pk).update(status=Status.DONE, done_on=dt.date(2026, 9, 15))
    values = {i.code: i.value for i in feature.indicators}
    at = {day: {code: value(authority, day) for code, value in values.items()} for day in (
        dt.date(2026, 8, 1), dt.date(2026, 9, 10), dt.date(2026, 11, 16))}  # fmt: skip
    assert at[dt.date(2026, 8, 1)] == {"commitments.public": 2, "commitments.done": None, "commitments.late": 0}
    assert at[dt.date(2026, 9, 10)] == {"commitments.public": 2, "commitments.done": 0, "commitments.late": 1}
    assert at[dt.date(2026, 11, 16)] == {"commitments.public": 2, "commitments.done": 50, "commitments.late": 1}


def test_what_is_due_is_mine_or_waits_for_somebody(authority, officer):
    row = CommitmentFactory(authority=authority, due_on=dt.date(2026, 11, 20))
    CommitmentReviewFactory(commitment=row, due_on=dt.date(2026, 11, 18))
    agent = user_with(Persona.AGENT, authority, department=row.department)
    today = clock.today()
    mine = list(gather(due(agent, authority, today)))
    assert [(item.label, item.waiting) for item in mine] == [(row.title, False)]
    assert mine[0].action_url == reverse("desk:commitments:report", args=[row.pk])
    followed = list(gather(due(officer, authority, today)))
    assert [(item.what, item.waiting) for item in followed] == [
        ("Engagement attendu", True), ("Revue de l’engagement", False),
    ]  # fmt: skip
    assert followed[1].action_url == reverse("desk:commitments:hold_review", args=[row.reviews.get().pk])
    assert list(gather(due(user_with(Persona.CABINET, authority), authority, today))) == []


def test_the_day_of_an_officer_stays_short_when_thousands_are_late(authority, officer):
    CommitmentFactory.create_batch(52, authority=authority, due_on=dt.date(2026, 11, 1))
    items = list(gather(due(officer, authority, clock.today())))
    assert len(items) == 21
    assert items[-1].label == "32\xa0autres engagements attendus"


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (dt.date(2027, 5, 31), "2027-06-30-30"),
        (dt.date(2027, 6, 20), "2027-06-30-10"),
        (dt.date(2027, 6, 21), "2027-06-30-10"),
        (dt.date(2027, 6, 27), "2027-06-30-3"),
        (dt.date(2027, 6, 30), "2027-06-30-3"),
        (dt.date(2027, 7, 1), "2027-06-30+1"),
        (dt.date(2027, 7, 7), "2027-06-30+1"),
        (dt.date(2027, 7, 8), "2027-06-30+2"),
    ],
)
def test_reminders_come_thirty_ten_and_three_days_before_then_weekly(today, stage):
    assert stage_of(dt.date(2027, 6, 30), today, (3, 10, 30)) == stage


@pytest.mark.usefixtures("_rules")
def test_a_reminder_is_written_once_to_whoever_must_know(authority, officer):
    user = UserFactory()
    row = CommitmentFactory(
        authority=authority, due_on=dt.date(2026, 11, 10), owner=PersonFactory(authority=authority, user=user)
    )
    agent = user_with(Persona.AGENT, authority, department=row.department)
    CommitmentFactory(authority=authority, due_on=dt.date(2027, 6, 30))
    remind(clock.now())
    remind(clock.now())
    assert set(Message.objects.values_list("email", flat=True)) == {row.owner.email, agent.email, officer.email}
    body = Message.objects.first().body
    assert "en retard de 6\xa0jours" in body
    assert re.search(rf"http://{authority.slug}\.localhost(:\d+)?/gestion/engagements/{row.pk}/", body)


def test_a_scheme_s_page_shows_each_reader_their_promises(authority, officer, public):
    scheme = SchemeFactory(authority=authority)
    Commitment.objects.update(scheme=scheme)
    CommitmentFactory(authority=authority, scheme=scheme)
    outside = next(iter(scheme_panel(scheme, None))).context["commitments"]
    assert [row.address for row in outside] == [public.get_absolute_url()]
    assert len(next(iter(scheme_panel(scheme, officer))).context["commitments"]) == 2


@pytest.mark.django_db(transaction=True)
def test_a_promise_is_found_by_the_words_a_verb_changed_and_only_by_its_readers(authority, officer):
    row = CommitmentFactory(authority=authority, title="Étendre la navette")
    assert search(officer, authority, "navettes")
    assert not search(UserFactory(), authority, "navette")
    lifecycle.publish(row, by=officer)
    assert search(UserFactory(), authority, "navette")
    lifecycle.amend(row, by=officer, title="Ouvrir une passerelle")
    assert not search(officer, authority, "navette")
    assert search(officer, authority, "passerelle")


def test_news_tell_one_entry_per_promise(authority, public):
    assert [entry.tag for entry in queries.news(authority)] == [f"engagement:{public.pk}"]
