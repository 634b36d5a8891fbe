"""At T0, the database tells what part F prints, and every state comes from the steps that led to it."""

import datetime as dt
from collections import Counter
from fractions import Fraction

import pytest
from django.core.management import call_command

from parvis.commons.commitments.models import Commitment
from parvis.commons.people.models import Person
from parvis.commons.schemes.models import SchemeRole
from parvis.commons.workload import queries as workload
from parvis.commons.workload import sheets
from parvis.commons.workload.models import ExpenseClaim, Trip, WorkSession
from parvis.commons.writing.models import Comment
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.models import Body, Membership, MunicipalOpinion, RenewalCampaign
from parvis.deliberation.meetings.models import Meeting
from parvis.deliberation.referrals.models import Referral
from parvis.demo.data import MAIN_BODIES, T0, WORLDS
from parvis.ground.accounts.models import DemoPersona, User
from parvis.ground.authorities.models import Authority
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message
from parvis.ground.search.index import search
from parvis.shells.entry import may_enter_desk

pytestmark = pytest.mark.usefixtures("at_t0")
TODAY = T0.date()
EVERYWHERE = sorted(WORLDS)


def body(slug, key):
    return Body.objects.get(authority__slug=slug, slug=key)


def referral(number):
    return Referral.objects.get(number=number)


# --- The whole demonstration ------------------------------------------------------------------------


def test_five_authorities_have_their_host_and_are_marked_as_fictional():
    rows = {a.slug: (a.primary_host(), a.is_fictional) for a in Authority.objects.all()}
    assert rows == {slug: (f"{slug}.localhost", True) for slug in WORLDS}


def test_the_five_main_bodies_count_288_members():
    counts = [queries.members_on(body(slug, key), TODAY).count() for slug, key in MAIN_BODIES.items()]
    assert counts == [72, 60, 96, 20, 40]


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_every_referral_stands_where_its_steps_led_it(slug):
    told = {r.number: r.state for r in WORLDS[slug].referrals}
    assert dict(Referral.objects.filter(authority__slug=slug).values_list("number", "status")) == told


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_every_promise_stands_where_its_reports_led_it(slug):
    told = {c.title: (c.state, c.done_on, c.due_on) for c in WORLDS[slug].commitments}
    rows = Commitment.objects.filter(authority__slug=slug).values_list("title", "status", "done_on", "due_on")
    assert {title: tuple(rest) for title, *rest in rows} == told


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_every_body_keeps_the_members_of_every_date(slug):
    world = WORLDS[slug]
    for day in (dt.date(2025, 6, 1), dt.date(2026, 3, 16), TODAY, dt.date(2027, 3, 22)):
        told = Counter(m.body for m in world.memberships if m.start <= TODAY and m.sits_on(day))
        rows = Membership.objects.filter(authority__slug=slug).sitting_on(day)
        assert Counter(rows.values_list("body__slug", flat=True)) == told, day


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_every_meeting_stands_where_the_story_left_it(slug):
    told = Counter(m.state for m in WORLDS[slug].meetings)
    assert Counter(Meeting.objects.filter(authority__slug=slug).values_list("status", flat=True)) == told


def test_the_minutes_of_the_health_commission_wait_for_an_answer_to_three_remarks():
    minutes = Meeting.objects.get(status="minutes_review", authority__slug="orzenne").minutes
    assert (minutes.text.comments.count(), minutes.comments_until) == (3, dt.date(2026, 11, 20))


def test_the_plenary_of_haute_verzone_had_its_minutes_in_nineteen_days():
    meeting = Meeting.objects.get(authority__slug="haute-verzone", status="minutes_published")
    assert (meeting.minutes.published_at.date() - meeting.day).days == 19


def test_the_journal_of_each_authority_follows_the_calendar_and_its_chain_holds(capsys):
    for authority in Authority.objects.all():
        moments = list(JournalLine.objects.filter(authority=authority).order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert moments[-1] <= T0
    call_command("journal", "seal")
    call_command("journal", "verify")
    assert "intact" in capsys.readouterr().out


def test_no_letter_of_the_past_leaves_again():
    assert Message.objects.count() > 500
    assert not Message.objects.exclude(status__in=("sent", "printed", "cancelled")).exists()
    assert not Message.objects.filter(created_at__gt=T0).exists()


def test_residents_have_an_account_of_their_own():
    accounts = User.objects.filter(emailaddress__verified=True, emailaddress__primary=True)
    assert accounts.count() == User.objects.count() > 1_600
    assert not User.objects.exclude(email__endswith="@exemple.invalid").exists()
    names = list(Person.objects.values_list("authority", "folded_name"))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_each_persona_signs_in_with_a_title_and_something_to_do(slug):
    personas = DemoPersona.objects.filter(authority__slug=slug).select_related("user")
    assert personas.count() > 10
    assert all(p.title and p.can_do and p.landing.startswith("/") for p in personas)


def test_what_the_story_holds_is_found_by_search(orzenne):
    found = search(User.objects.get(email="maelle.quintard@exemple.invalid"), orzenne, "plan velo")
    assert any("vélo" in entry.title.lower() for entry in found)


# --- F.1 Val d'Orzenne ------------------------------------------------------------------------------


def test_the_council_has_36_women_and_36_men_of_the_printed_ages():
    people = [m.person for m in queries.members_on(body("orzenne", "c2d"), TODAY)]
    ages = Counter(max(b for b in (16, 30, 45, 60, 75) if b <= p.age_on(TODAY)) for p in people)
    assert Counter(p.gender for p in people) == {"f": 36, "m": 36}
    assert ages == {16: 11, 30: 17, 45: 20, 60: 19, 75: 5}


def test_the_composition_of_the_council_passes_every_check():
    failed = [f.title for f in queries.report_on(body("orzenne", "c2d"), TODAY).findings if f.passed is False]
    assert failed == []


def test_the_mandates_of_the_council_end_three_years_later_and_its_renewal_is_planned():
    council = body("orzenne", "c2d")
    assert (council.installed_on, council.term_ends_on) == (dt.date(2026, 9, 26), dt.date(2029, 9, 25))
    assert queries.renewal_alert_on(council) == dt.date(2028, 12, 25)
    assert council.status == "active"


def test_the_bureau_and_the_four_commissions_have_their_members():
    keys = ("c2d-bureau", "commission-mobilites", "commission-sante", "commission-eau", "commission-jeunesse")
    assert [queries.members_on(body("orzenne", key), TODAY).count() for key in keys] == [9, 19, 18, 17, 18]


def test_two_seats_of_the_former_council_were_vacant_in_its_last_months():
    council = body("orzenne", "c2d")
    assert queries.members_on(council, dt.date(2026, 3, 16)).count() == 58
    assert sum(count for _, count in queries.vacancies_on(council, dt.date(2026, 3, 16))) == 2


def test_the_pact_is_due_nine_months_after_the_election_with_33_opinions_of_41():
    campaign = RenewalCampaign.objects.get(body=body("orzenne", "c2d"))
    pact = campaign.items.get(code="governance_pact.adopted_within")
    opinions = MunicipalOpinion.objects.filter(campaign=campaign)
    assert (pact.due_on, pact.done_on) == (dt.date(2026, 12, 22), None)
    assert (opinions.count(), opinions.exclude(received_on=None).count()) == (41, 33)
    assert campaign.status == "installed"


def test_members_enter_by_the_role_of_their_seat():
    odile = User.objects.get(email="odile.fontbonne@exemple.invalid")
    council = body("orzenne", "c2d")
    assert {"member", "chair"} <= set(
        SchemeRole.objects.filter(user=odile, scheme=council).values_list("persona", flat=True)
    )
    assert odile.has_perm("referrals.decide_referral", referral("S-2026-01"))


def test_the_plan_velo_was_answered_14_days_late_and_its_yearly_review_is_overdue():
    velo = referral("S-2025-03")
    review = velo.reviews.get(months=12)
    assert (velo.answered_on, velo.days_late) == (dt.date(2025, 10, 2), 14)
    assert (review.due_on, review.held_on) == (dt.date(2026, 10, 2), None)
    assert velo.reviews.get(months=6).held_on == dt.date(2026, 4, 9)


def test_the_eight_recommendations_of_the_plan_velo_have_become_what_is_printed():
    velo = referral("S-2025-03")
    answers = {r.recommendation.code: r.status for r in velo.responses.select_related("recommendation")}
    promises = Commitment.objects.filter(reference__startswith="S-2025-03")
    assert len(answers) == 8
    assert (answers["R1"], answers["R4"], answers["R7"]) == ("accepted", "partly", "refused")
    assert Counter(promises.values_list("status", flat=True)) == {"done": 4, "in_progress": 2, "abandoned": 1}
    assert "emprise cédée à l’opérateur" in promises.get(status="abandoned").public_reason


def test_the_opinion_on_the_plan_velo_was_adopted_commented_and_told_plainly():
    text = referral("S-2025-03").text
    vote = text.adoption
    assert (vote.present, vote.proxies, vote.in_favour, vote.against, vote.abstentions) == (38, 6, 41, 1, 2)
    assert (text.status, len(text.fingerprint)) == ("published", 64)
    assert Counter(text.comments.values_list("outcome", flat=True)) == {"taken_up": 2, "refused": 1}
    assert text.plain_version.status == "published"


def test_the_plan_climat_is_a_compulsory_consultation_under_way():
    climat = referral("S-2026-01")
    assert (climat.kind, climat.status, climat.rapporteur.full_name) == (
        "compulsory",
        "in_progress",
        "Mathilde Larrieu",
    )
    assert climat.hearings.filter(status="held").count() == 2
    assert climat.contributions.count() == 14
    assert climat.expected_on == dt.date(2027, 1, 29)
    assert climat.plenary.starts_at.date() == dt.date(2026, 12, 10)


def test_a_referral_that_ran_out_of_time_has_lapsed_and_another_is_closed():
    assert referral("S-2024-02").status == "lapsed"
    canteens = referral("S-2025-01")
    assert canteens.status == "closed"
    assert set(Commitment.objects.filter(reference__startswith="S-2025-01").values_list("status", flat=True)) == {
        "done"
    }


def test_a_letter_is_submitted_by_the_secretariat_on_behalf_of_the_president():
    line = JournalLine.objects.about(referral("S-2026-01")).get(verb="submit")
    assert (line.actor.name, line.behalf.name) == ("Mireille Sabathé", "Luc Castérande")


# --- F.2 Trégonnec-Goëlenn --------------------------------------------------------------------------


def test_the_answer_on_water_and_maize_is_47_days_late():
    water = referral("A-2025-02")
    assert (water.answer_due_on, water.days_late) == (dt.date(2026, 9, 30), 47)
    assert water.responses.filter(drafts__isnull=False).distinct().count() == 3


def test_living_here_all_year_has_14_recommendations_and_two_minority_positions():
    text = referral("A-2026-01").text
    votes = {(p.in_favour, p.against, p.abstentions) for p in text.minority_positions.all()}
    assert text.recommendations.count() == 14
    assert text.minority_positions.count() == 2
    assert (19, 8, 4) in votes
    assert Comment.objects.filter(text=text, outcome="open").count() == 2


def test_the_conseil_citoyen_has_30_women_and_30_men_in_three_colleges():
    council = body("tregonnec", "conseil-citoyen")
    members = list(queries.members_on(council, TODAY))
    assert Counter(m.person.gender for m in members) == {"f": 30, "m": 30}
    assert sorted(Counter(m.college.name for m in members).values()) == [18, 18, 24]


# --- F.3 Haute-Verzone ------------------------------------------------------------------------------


def test_three_reports_of_the_first_assembly_hold_61_recommendations():
    reports = Referral.objects.filter(authority__slug="haute-verzone", text__isnull=False)
    assert sum(r.text.recommendations.count() for r in reports) == 61
    answers = Counter(s for r in reports for s in r.responses.values_list("status", flat=True))
    assert answers == {"accepted": 40, "partly": 13, "refused": 8}
    assert body("haute-verzone", "assemblee-1").status == "dissolved"


# --- F.4 and F.5 ------------------------------------------------------------------------------------


def test_the_committee_of_the_estuary_has_answered_on_ties():
    tie = referral("L-2026-01")
    assert tie.status == "under_follow_up"
    assert tie.responses.count() == 3


def test_cerzelles_has_nine_bodies_and_a_question_on_water():
    assert Body.objects.filter(authority__slug="cerzelles").count() == 9
    members = [m.person.gender for m in queries.members_on(body("cerzelles", "fabrique"), TODAY)]
    assert Counter(members) == {"f": 21, "m": 19}
    assert referral("C-2026-01").status == "in_progress"


# --- On the pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_the_public_home_says_that_everything_is_fictional(client, slug):
    page = client.get("/", headers={"host": f"{slug}.localhost"})
    assert page.status_code == 200
    assert "fictive" in page.content.decode()


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_every_persona_arrives_on_a_page_of_theirs(client, slug):
    for persona in DemoPersona.objects.filter(authority__slug=slug).select_related("user"):
        client.force_login(persona.user)
        page = client.get(persona.landing, headers={"host": f"{slug}.localhost"}, follow=True)
        assert page.status_code == 200, (persona.user.name, persona.landing)


@pytest.mark.parametrize("slug", EVERYWHERE)
def test_nothing_on_the_first_page_leads_to_a_closed_door(client, slug):
    authority, host = Authority.objects.get(slug=slug), {"host": f"{slug}.localhost"}
    seen = 0
    for persona in DemoPersona.objects.filter(authority=authority).select_related("user"):
        if not may_enter_desk(persona.user, authority):
            continue
        client.force_login(persona.user)
        for address in addresses(client.get("/gestion/", headers=host).context):
            assert client.get(address, headers=host).status_code == 200, (persona.title, address)
            seen += 1
    assert seen


def addresses(context):
    """Every page and every action that the first page offers."""
    items = [*context["late"], *context["week"], *context["waiting"], *context["month"]]
    found = {address for item in items for address in (item.url, item.action_url)}
    return sorted((found | {change["url"] for change in context["recent"]}) - {""})


def test_the_overdue_review_is_the_first_thing_that_the_officer_sees(client):
    client.force_login(User.objects.get(email="maelle.quintard@exemple.invalid"))
    page = client.get("/gestion/", headers={"host": "orzenne.localhost"}).content.decode()
    assert "S-2025-03" in page
    assert "en retard de" in page.replace("\n", " ")


# --- Working time ------------------------------------------------------------------------------------


def officer_of(slug):
    (user,) = sheets.team(Authority.objects.get(slug=slug))
    return user, Authority.objects.get(slug=slug)


def test_the_officer_of_val_d_orzenne_is_owed_thirteen_hours_and_a_half():
    """F.1: eleven evenings of 2 h at 1 and three Saturdays of 4 h at 4/3, 38 h; used 24 h 30."""
    user, authority = officer_of("orzenne")
    rows = WorkSession.objects.of(authority).of_user(user).worked()
    found = Counter((row.kind, row.counted_minutes, row.rate, row.credited_minutes) for row in rows)
    assert found == {("evening", 120, 1, 120): 11, ("saturday", 240, Fraction(4, 3), 320): 3}
    balance = workload.balance(user, authority, TODAY)
    assert (balance.credited, balance.used, balance.minutes) == (38 * 60, 24 * 60 + 30, 13 * 60 + 30)


def test_the_officer_of_cerzelles_has_ten_saturdays_and_the_eleventh_warns():
    """F.5: eight done, 5 and 12 December planned; 19 December asks for the director's agreement."""
    user, authority = officer_of("cerzelles")
    assert workload.saturday_count(user, authority, TODAY) == (8, 2)
    assert not workload.saturday_cautions(user, authority, dt.date(2026, 12, 12))
    (caution,) = workload.saturday_cautions(user, authority, dt.date(2026, 12, 19))
    assert "11e samedi travaillé de 2026, pour 10 prévus" in caution.message
    assert len(workload.saturdays(user, authority, dt.date(2027, 1, 16))) == 3


def test_the_officer_of_haute_verzone_made_nineteen_journeys():
    user, authority = officer_of("haute-verzone")
    km = list(Trip.objects.of(authority).of_user(user).values_list("km_tenths", flat=True))
    assert (len(km), sum(km)) == (19, 21_400)


def test_two_claims_of_a_member_wait_and_are_accepted(orzenne):
    rows = ExpenseClaim.objects.of(orzenne).with_total().order_by("day")
    assert [(row.status, row.total) for row in rows] == [("accepted", 909 + 2400), ("submitted", 2230)]
    assert StoredFile.objects.of(orzenne).filter(owner_type__model="expenseclaim").count() == 2
