import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.workload import lifecycle
from parvis.commons.workload.choices import AgreementStatus, SessionStatus, UseStatus
from parvis.commons.workload.models import RecoveryRate, RecoveryUse, SaturdayAgreement, Trip, WorkSession
from parvis.commons.workload.tests.factories import (
    AgreementFactory,
    RateFactory,
    SessionFactory,
    SubmittedClaimFactory,
    TripFactory,
    UseFactory,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.documents.models import ProducedDocument

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:workload:{name}", args=args)


def text(page):
    return page.content.decode().replace("\u00a0", " ")


def test_an_officer_plans_notes_and_reads_an_evening(desk, officer):
    planned = {"label": "Plénière", "day": "2026-11-10", "start": "18:30", "end": "21:30"}
    assert "Plénière" in text(desk.post(url("plan"), planned, follow=True))
    session = WorkSession.objects.get()
    assert "Noter mes heures" in text(desk.get(url("day")))
    noted = {
        "day": "2026-11-10", "start": "18:00", "end": "22:15", "km_tenths": "36", "origin": "Saint-Aubin",
        "destination": "Marsanne", "vehicle": "personal",
    }  # fmt: skip
    page = text(desk.post(url("do", session.pk), noted, follow=True))
    assert "créditée : 4 h 15" in page
    assert "36 km" in page
    month = text(desk.get(url("month")))
    assert "Plénière" in month
    assert "1 soirée" in month
    assert "0 samedi sur 10" in month
    assert Trip.objects.get().km_tenths == 360


def test_the_end_of_an_evening_may_fall_after_midnight(desk):
    desk.post(url("plan"), {"label": "Débat", "day": "2026-11-10", "start": "21:00", "end": "00:30"})
    assert WorkSession.objects.get().minutes == 210


def test_a_trip_without_its_places_is_asked_again(desk, officer, authority):
    session = SessionFactory(user=officer, authority=authority)
    answer = desk.post(
        url("do", session.pk), {"day": "2026-11-10", "start": "18:00", "end": "20:00", "km_tenths": "12,5",
                                "vehicle": "personal"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Indiquez ce lieu" in text(answer)


def test_the_eleventh_saturday_is_planned_with_a_reason_and_answered_by_the_director(
    desk, officer, authority, director
):
    for n in range(10):
        SessionFactory(user=officer, authority=authority, day=dt.date(2026, 1, 3) + dt.timedelta(weeks=4 * n))
    planned = {"label": "Forum", "day": "2026-12-19", "start": "09:00", "end": "13:00"}
    answer = desk.post(url("plan"), planned)
    assert answer.status_code == 422
    assert "11e samedi travaillé de 2026, pour 10 prévus" in text(answer)
    page = desk.post(url("plan"), {**planned, "override": "La salle n’est libre que ce jour."}, follow=True)
    assert "demandé" in text(page)
    request = SaturdayAgreement.objects.get()
    assert desk.post(url("grant", request.pk), {"answer": "Oui."}).status_code == 403
    assert "l’accord de la direction" in text(desk.get(url("month") + "?mois=2026-12"))
    desk.force_login(director)
    assert officer.name in text(desk.get(reverse("desk:home")))
    desk.post(url("grant", request.pk), {"answer": "Pour cette fois."})
    request.refresh_from_db()
    assert (request.status, request.decided_by) == (AgreementStatus.GRANTED, director)


def test_a_director_refuses_and_the_session_falls(desk, officer, authority, director):
    session = SessionFactory(user=officer, authority=authority, day=dt.date(2026, 12, 19))
    request = AgreementFactory(user=officer, authority=authority)
    desk.force_login(director)
    assert "Les séances prévues ce jour-là sont annulées." in text(desk.get(url("refuse_saturday", request.pk)))
    desk.post(url("refuse_saturday", request.pk), {"answer": "Reportez."})
    session.refresh_from_db()
    assert session.status == SessionStatus.CANCELLED


def test_time_is_taken_back_and_given_back(desk, officer, authority):
    SessionFactory(
        user=officer, authority=authority, status=SessionStatus.CREDITED, counted_minutes=240, rate_numerator=1,
        rate_denominator=1, credited_minutes=240,
    )  # fmt: skip
    desk.post(url("use_create"), {"day": "2026-11-13", "hours": "2", "minutes": "30", "label": "matin"})
    use = RecoveryUse.objects.get()
    assert (use.minutes, use.status) == (150, UseStatus.TAKEN)
    assert "1 h 30" in text(desk.get(url("day")))
    desk.post(url("give_back", use.pk))
    assert "Solde à récupérer : <strong>4 h" in text(desk.get(url("day")))


def test_each_other_verb_has_its_page(desk, officer, authority):
    own = {"user": officer, "authority": authority}
    planned, trip = SessionFactory(**own, day=dt.date(2026, 11, 20)), TripFactory(**own)
    request, use = AgreementFactory(**own), UseFactory(**own, status=UseStatus.PLANNED)
    for name, row, data in (
        ("move", planned, {"label": "Autre", "day": "2026-11-23", "start": "19:00", "end": "21:00"}),
        ("cancel", planned, {}),
        ("take", use, {}),
        ("trip_amend", trip, {"day": "2026-11-09", "origin": "A", "destination": "B", "km_tenths": "10",
                              "vehicle": "service", "purpose": "Visite"}),
        ("trip_remove", trip, {}),
        ("withdraw", request, {}),
    ):  # fmt: skip
        assert desk.get(url(name, row.pk)).status_code == 200, name
        assert desk.post(url(name, row.pk), data).status_code == 302, name
    planned.refresh_from_db()
    assert (planned.label, planned.status) == ("Autre", SessionStatus.CANCELLED)
    assert not Trip.objects.exists()


def test_credited_hours_are_corrected_from_their_page(desk, officer, authority):
    session = SessionFactory(user=officer, authority=authority)
    lifecycle.do_session(session, by=officer)
    page = desk.post(url("correct", session.pk), {"day": "2026-11-10", "start": "18:00", "end": "22:15"}, follow=True)
    assert "4 h 15" in text(page)


def test_the_statements_of_a_month_are_made_kept_and_read_by_two_people(desk, officer, authority, director):
    SessionFactory(
        user=officer, authority=authority, label="Plénière", status=SessionStatus.CREDITED, counted_minutes=240,
        rate_numerator=4, rate_denominator=3, credited_minutes=320,
    )  # fmt: skip
    TripFactory(user=officer, authority=authority)
    UseFactory(user=officer, authority=authority)
    assert desk.get(url("produce") + "?mois=2026-11").status_code == 200
    page = text(desk.post(url("produce"), {"month": "2026-11-01"}, follow=True))
    assert page.count("État kilométrique, novembre 2026") >= 3
    assert ProducedDocument.objects.count() == 6
    stored = ProducedDocument.objects.filter(format="pdf").first().stored
    assert desk.get(stored.get_absolute_url()).status_code == 200
    desk.force_login(director)
    assert "PDF du" in text(desk.get(url("team")))
    assert desk.get(stored.get_absolute_url()).status_code == 200
    for persona in ("officer", "admin", "auditor", "councillor"):
        desk.force_login(user_with(persona, authority))
        assert desk.get(stored.get_absolute_url()).status_code == 404, persona


def test_the_administration_sets_a_rate_and_takes_it_away(here, authority):
    here.force_login(user_with("admin", authority))
    typed = {"kind": "saturday", "rate": "4/3", "valid_from": "2026-01-01", "source": "Délibération 2025-88"}
    assert "4/3" in text(here.post(url("rate_create"), typed, follow=True))
    assert here.post(url("rate_create"), typed).status_code == 422
    here.post(url("rate_remove", RecoveryRate.objects.get().pk))
    assert not RecoveryRate.objects.exists()


def test_officers_read_rates_and_do_not_set_them(desk, authority):
    row = RateFactory(authority=authority)
    assert "Retirer" not in text(desk.get(url("rates"))).split("<main", 1)[1]
    assert desk.get(url("rate_create")).status_code == 403
    assert desk.post(url("rate_remove", row.pk)).status_code == 403


@pytest.mark.parametrize("name", ["sessions", "uses", "trips", "agreements"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(desk, officer, authority, name, count, django_assert_num_queries):
    factory = {"sessions": SessionFactory, "uses": UseFactory, "trips": TripFactory, "agreements": AgreementFactory}
    for n in range(count):
        factory[name](user=officer, authority=authority, day=dt.date(2026, 12, 5) + dt.timedelta(weeks=n))
    desk.get(url(name))
    with django_assert_num_queries(8):
        assert desk.get(url(name)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_claims_cost_the_same_whatever_their_number(desk, authority, count, django_assert_num_queries):
    for _ in range(count):
        SubmittedClaimFactory(person__authority=authority)
    desk.get(url("claims"))
    with django_assert_num_queries(8):
        assert desk.get(url("claims")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["day", "month"])
def test_a_day_and_a_month_cost_the_same_whatever_they_hold(
    desk, officer, authority, page, count, django_assert_num_queries
):
    for n in range(count):
        own = {"user": officer, "authority": authority, "day": dt.date(2026, 11, 16) - dt.timedelta(days=n)}
        SessionFactory(**own)
        TripFactory(**own)
        UseFactory(**own)
    desk.get(url(page))
    with django_assert_num_queries(19 if page == "day" else 14):
        assert desk.get(url(page)).status_code == 200


@pytest.mark.parametrize("typed", ["", "2026-13", "x", "0001-01", "9999-12"])
def test_an_address_that_makes_no_sense_shows_today(desk, typed):
    assert "novembre 2026" in text(desk.get(url("month"), {"mois": typed}))
    assert desk.get(url("day"), {"jour": f"{typed}-01"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("name", ["sessions", "uses", "trips"])
def test_one_takes_one_s_own_lists_away(desk, officer, authority, name, kind):
    SessionFactory(user=officer, authority=authority)
    UseFactory(user=officer, authority=authority)
    TripFactory(user=officer, authority=authority)
    answer = desk.get(url(name), {"format": kind})
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) > 50
