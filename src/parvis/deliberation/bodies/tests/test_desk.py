"""The desk: lists, records, verbs, AS01 through its pages."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import ElectedRoleFactory, PersonFactory
from parvis.deliberation.bodies import lifecycle, queries
from parvis.deliberation.bodies.models import AgeClass, Body, Membership, RenewalCampaign
from parvis.deliberation.bodies.tests.factories import (
    AgeClassFactory,
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    RenewalCampaignFactory,
    SeatFactory,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import LegalAct
from parvis.ground.authorities.tests.factories import LegalActFactory, TerritoryFactory
from parvis.ground.journal.models import JournalLine


@pytest.fixture
def desk(client, officer, epci, at):
    """A browser on the desk of the agglomeration, the officer signed in."""
    at("2026-11-16")
    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def body(epci):
    return BodyFactory(authority=epci, name="Conseil de développement", slug="c2d")


def url(name, *args):
    return reverse(f"desk:bodies:{name}", args=args)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_whatever_its_length(desk, epci, count, django_assert_max_num_queries):
    BodyFactory.create_batch(count, authority=epci)
    with django_assert_max_num_queries(12):
        page = desk.get(url("list"))
    assert page.status_code == 200


def test_the_letters_to_new_members_wait_for_the_first_of_them(desk, body):
    assert "Personne n’est encore nommé." in desk.get(url("detail", body.pk)).content.decode()
    member = MembershipFactory(body=body, invited_on=None)
    assert url("invitations", body.pk) in desk.get(url("detail", body.pk)).content.decode()
    Membership.objects.filter(pk=member.pk).update(invited_on=dt.date(2026, 11, 10))
    assert "Tous les membres nommés sont invités." in desk.get(url("detail", body.pk)).content.decode()


TABS = ("detail", "works", "composition", "selection", "colleges", "mandates", "renewals", "documents", "history")


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_costs_the_same_with_one_member_or_many(desk, body, tab, django_assert_max_num_queries):
    college = CollegeFactory(body=body, seats=6)
    desk.get(url(tab, body.pk))  # content types enter their cache
    counts = []
    for batch in (1, 4):
        MembershipFactory.create_batch(batch, body=body, college=college)
        with django_assert_max_num_queries(16) as spent:
            page = desk.get(url(tab, body.pk))
        assert page.status_code == 200
        assert body.name in page.content.decode()
        counts.append(len(spent.captured_queries))
        print(tab, len(spent.captured_queries))
    assert counts[0] == counts[1]


def test_a_body_is_opened_then_created_from_its_pages(desk, epci):
    made = desk.post(url("create"), {"name": "Comité vélo", "type": "advisory_committee", "charter_required": "on"})
    body = Body.objects.get(slug="comite-velo")
    assert made.status_code == 302
    answer = desk.post(
        url("creation", body.pk), {"act_number": "2026-012", "act_date": "2026-05-04", "act_kind": "resolution"}
    )
    assert answer.status_code == 302
    body.refresh_from_db()
    assert body.status == "created"
    assert str(body.creation_act) == "délibération 2026-012 du 04/05/2026"


def test_a_refused_verb_leaves_no_act_behind(desk, body):
    page = desk.post(
        url("creation", body.pk), {"act_number": "2026-099", "act_date": "2026-05-04", "act_kind": "order"}
    )
    assert page.status_code == 422
    assert not LegalAct.objects.filter(number="2026-099").exists()


def test_a_quorum_is_a_fraction_or_a_number(desk, epci):
    page = desk.post(url("create"), {"name": "X", "type": "youth_council", "quorum_fixed": 3, "quorum_numerator": 1})
    assert page.status_code == 422
    assert "pas les deux" in page.content.decode()


def test_the_composition_of_a_past_day(desk, body):
    past = MembershipFactory(body=body, starts_on=dt.date(2024, 9, 28), ended_on=dt.date(2026, 9, 25),
                             ends_on=None, status="ended", end_reason="term")  # fmt: skip
    now = MembershipFactory(body=body)
    page = desk.get(url("composition", body.pk), {"le": "2025-01-01"}).content.decode()
    assert past.person.full_name in page
    assert now.person.full_name not in page
    csv = b"".join(desk.post(url("composition_csv", body.pk) + "?le=2025-01-01", WHY)).decode()
    assert past.person.family_name in csv
    assert past.person.email not in csv


WHY = {"reason": "Affichage de la composition en mairie"}


@pytest.mark.parametrize(("name", "kind"), [("composition_csv", "csv"), ("popolo", "json")])
def test_names_leave_with_a_reason_that_the_journal_keeps_with_their_number(desk, body, name, kind):
    member = MembershipFactory(body=body)
    asked = desk.get(url(name, body.pk))
    assert member.person.family_name not in asked.content.decode()
    assert "Pourquoi exporter ces données" in asked.content.decode()
    assert desk.post(url(name, body.pk), {"reason": "court"}).status_code == 422
    assert not JournalLine.objects.filter(verb="export_personal_data").exists()
    assert member.person.family_name in b"".join(desk.post(url(name, body.pk), WHY)).decode()
    line = JournalLine.objects.get(verb="export_personal_data")
    assert line.facts == {"list": "bodies.composition", "format": kind, "lines": 1}
    assert line.reason.text == WHY["reason"]


@pytest.mark.parametrize("persona", [Persona.AGENT, Persona.AUDITOR])
def test_those_who_read_a_composition_do_not_take_it_away(desk, body, persona):
    desk.force_login(user_with(persona, body.authority))
    assert "Composition (CSV)" not in desk.get(url("composition", body.pk)).content.decode()
    for name in ("composition_csv", "popolo"):
        assert desk.post(url(name, body.pk), WHY).status_code == 403


def test_popolo_names_body_seat_and_membership(desk, body):
    seat = SeatFactory(college__body=body, number=7, territory=TerritoryFactory(authority=body.authority, code="47323"))
    member = MembershipFactory(body=body, seat=seat, college=seat.college, person__gender="f", role="chair")
    data = desk.post(url("popolo", body.pk) + "?le=2026-11-16", WHY).json()
    assert data["classification"] == "conseil de développement"
    assert data["posts"][0]["area"]["id"] == "territory-47323"
    assert data["memberships"][0] == {
        "id": f"membership-{member.pk}", "organization_id": f"body-{body.pk}",
        "person_id": f"person-{member.person_id}",
        "post_id": f"seat-{seat.pk}", "role": "présidence", "on_behalf_of_id": None,
        "start_date": "2026-09-26", "end_date": "2029-09-25",
    }  # fmt: skip
    assert data["persons"][0]["gender"] == "female"
    assert "birth_date" not in data["persons"][0]


def test_a_councillor_is_blocked_on_the_page_with_the_reason(desk, body, epci):
    person = ElectedRoleFactory(person__authority=epci, person__given_name="Luc", person__family_name="Fabre").person
    member = MembershipFactory(body=body, candidate=True, person=person)
    act = LegalActFactory(authority=epci)
    page = desk.post(url("appoint", member.pk), {"act": act.pk})
    assert page.status_code == 422
    assert "L5211-10-1" in page.content.decode()
    member.refresh_from_db()
    assert member.status == "proposed"


def test_an_appointment_that_breaks_the_balance_asks_for_a_reason(desk, body, epci):
    college = CollegeFactory(body=body, seats=2)
    MembershipFactory(body=body, college=college, person__gender="f")
    member = MembershipFactory(body=body, college=college, candidate=True, person__gender="f")
    act = LegalActFactory(authority=epci)
    page = desk.post(url("appoint", member.pk), {"act": act.pk})
    assert page.status_code == 422
    assert "écart de 2" in page.content.decode()
    assert desk.post(url("appoint", member.pk), {"act": act.pk, "override": "Seule candidate"}).status_code == 302


def test_the_renewal_template_shows_its_items_with_their_source(desk, body):
    answer = desk.post(url("open_renewal", body.pk), {"title": "Renouvellement 2026", "election_date": "2026-03-22"})
    campaign = RenewalCampaign.objects.get()
    assert answer.url == campaign.get_desk_url()
    page = desk.get(answer.url).content.decode()
    assert page.count("CGCT, article L5211-11-2") == 3
    assert "pacte de gouvernance" in page
    assert "2026-12-22" in page


def test_the_composition_is_voted_then_the_selection_turns_green(desk, body, epci):
    campaign = RenewalCampaignFactory(body=body, term_months=36)
    Body.objects.filter(pk=body.pk).update(status="renewing")
    voted = desk.post(
        url("vote_composition", campaign.pk),
        {
            "act_number": "2026-071", "act_date": "2026-06-25", "act_kind": "resolution", "term_months": 36,
            "college_1_name": "Volontaires", "college_1_seats": 3, "college_1_mode": "volunteers",
        },
    )  # fmt: skip
    assert voted.status_code == 302
    college = queries.coming_colleges(body).get()
    women = [MembershipFactory(body=body, college=college, candidate=True, person__gender="f") for _ in range(3)]
    man = MembershipFactory(body=body, college=college, candidate=True, person__gender="m")
    desk.post(url("choose", body.pk, college.pk), {"retenues": [m.pk for m in women]})
    page = desk.get(url("selection", body.pk)).content.decode()
    assert "écart de 3" in page
    assert "badge-late" in page
    swapped = desk.post(url("swap", women[0].pk), {"arriving": man.pk}, follow=True).content.decode()
    assert "écart de 1" in swapped
    too_many = desk.post(url("choose", body.pk, college.pk), {"retenues": [m.pk for m in (*women, man)]}, follow=True)
    assert "retirez-en 1" in too_many.content.decode()
    assert (
        desk.post(url("appointment", body.pk), {"act": LegalAct.objects.get(number="2026-071").pk}).status_code == 302
    )
    installed = desk.post(url("renewed_installation", campaign.pk), {"on": "2026-11-16"}, follow=True).content.decode()
    assert "15\xa0novembre\xa02029" in installed
    assert "15\xa0février\xa02029" in installed


def test_invitations_say_how_many_leave_by_which_way(desk, body):
    MembershipFactory(body=body, status="appointed")
    MembershipFactory(body=body, status="appointed", person__email="", person__channel="post",
                      person__address_line="1 rue du Port", person__city="Virazelle")  # fmt: skip
    page = desk.post(url("invitations", body.pk), follow=True).content.decode()
    assert "2\u00a0membres invités : 1 par courriel, 1 par courrier." in page


def test_private_contacts_are_for_those_who_may_read_them(client, desk, body, epci):
    from parvis.ground.accounts.tests.factories import user_with

    member = MembershipFactory(body=body, person__email="privee@exemple.invalid")
    assert "privee@exemple.invalid" in desk.get(url("membership", member.pk)).content.decode()
    for persona in ("admin", "director", "councillor", "agent"):
        client.force_login(user_with(persona, epci))
        page = client.get(url("membership", member.pk))
        assert page.status_code == 200
        assert "privee@exemple.invalid" not in page.content.decode()


def test_another_authority_sees_nothing(desk):
    stranger = MembershipFactory()
    assert desk.get(url("detail", stranger.body_id)).status_code == 404
    assert desk.get(url("membership", stranger.pk)).status_code == 404
    assert desk.post(url("end", stranger.pk), {"on": "2026-11-16"}).status_code == 404


def test_candidates_are_hidden_from_those_who_only_read(client, desk, body, epci):
    from parvis.ground.accounts.tests.factories import user_with

    candidate = MembershipFactory(body=body, candidate=True)
    client.force_login(user_with("agent", epci))
    assert client.get(url("membership", candidate.pk)).status_code == 404
    assert client.get(url("selection", body.pk)).status_code == 403
    assert candidate.person.family_name not in client.get(url("mandates", body.pk)).content.decode()
    assert client.get(url("change", body.pk)).status_code == 403


def test_a_sanction_without_a_hearing_is_not_sent(desk, body):
    member = MembershipFactory(body=body)
    page = desk.post(url("suspend", member.pk), {"reason": "Absences"})
    assert page.status_code == 422
    desk.post(url("suspend", member.pk), {"reason": "Absences", "heard_on": "2026-11-10"})
    member.refresh_from_db()
    assert member.status == "suspended"


MEMBER_PAGES = ("resign", "replace", "entrust", "sign_charter", "invite", "end", "record_death", "disqualify")


@pytest.mark.parametrize("name", MEMBER_PAGES)
def test_each_verb_has_a_page_that_says_what_it_does(desk, body, name):
    member = MembershipFactory(body=body)
    page = desk.get(url(name, member.pk))
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


BODY_PAGES = (
    "change", "installation", "publication", "unpublication", "internal_rules", "activity_report", "dissolution",
    "proposal", "vote_colleges", "appointment", "invitations", "annex", "directory", "open_renewal", "activation",
)  # fmt: skip


@pytest.mark.parametrize("name", BODY_PAGES)
def test_each_verb_of_a_body_has_its_page(desk, body, name):
    assert desk.get(url(name, body.pk)).status_code == 200


def test_installing_says_how_many_mandates_begin(desk, body):
    assert " à la date choisie" not in desk.get(url("installation", body.pk)).content.decode()
    MembershipFactory(body=body, status="appointed")
    assert "1\xa0mandat commence à la date choisie." in desk.get(url("installation", body.pk)).content.decode()
    MembershipFactory(body=body, status="appointed")
    assert "2\xa0mandats commencent à la date choisie." in desk.get(url("installation", body.pk)).content.decode()


def test_a_person_is_proposed_then_replaced_from_the_pages(desk, body, epci):
    person, heir = PersonFactory.create_batch(2, authority=epci)
    desk.post(url("proposal", body.pk), {"person": person.pk, "role": "member"})
    member = Membership.objects.get(person=person)
    desk.post(url("appoint", member.pk), {"appointed_by": "Élection par la plénière"})
    desk.post(url("sign_charter", member.pk), {"on": "2026-11-16"})
    member.refresh_from_db()
    assert member.status == "active"
    answer = desk.post(url("replace", member.pk), {"successor": heir.pk, "on": "2026-12-01", "appointed_by": "Vote"})
    assert answer.status_code == 302
    assert Membership.objects.get(person=heir).replaces == member


def test_a_substitute_needs_somebody_to_stand_for(desk, body, epci):
    person = PersonFactory(authority=epci)
    page = desk.post(url("proposal", body.pk), {"person": person.pk, "role": "substitute"})
    assert page.status_code == 422
    assert "personne suppléée" in page.content.decode()


def test_the_census_table_follows_without_gap(desk, epci):
    rows = {"year": 2022, "class_1_low": 16, "class_1_high": 29, "class_1_people": 9000,
            "class_2_low": 31, "class_2_people": 30000}  # fmt: skip
    assert desk.post(url("set_census"), rows).status_code == 422
    assert desk.post(url("set_census"), rows | {"class_2_low": 30}).status_code == 302
    labels = list(AgeClass.objects.values_list("label", flat=True))
    assert labels == ["16 à 29 ans", "30 ans et plus"]
    assert "30 ans et plus" in desk.get(url("census")).content.decode()
    assert desk.get(url("set_census")).status_code == 200


def test_municipal_opinions_are_asked_and_recorded(desk, body, epci):
    campaign = RenewalCampaignFactory(body=body)
    communes = TerritoryFactory.create_batch(2, authority=epci)
    desk.post(url("ask_opinions", campaign.pk), {"communes": [c.pk for c in communes], "on": "2026-10-05"})
    opinion = campaign.opinions.first()
    assert opinion.due_on == dt.date(2026, 12, 5)
    desk.post(url("record_opinion", campaign.pk, opinion.pk), {"on": "2026-11-02", "sense": "favourable"})
    assert "1 avis reçu sur 2" in desk.get(campaign.get_desk_url()).content.decode()


def test_an_item_is_recorded_as_done(desk, body):
    campaign = lifecycle.open_renewal(body, by=None, title="Renouvellement", election_date=dt.date(2026, 3, 22))
    item = campaign.items.first()
    desk.post(url("complete_item", campaign.pk, item.pk), {"on": "2026-06-25"})
    item.refresh_from_db()
    assert item.done_on == dt.date(2026, 6, 25)
    other = RenewalCampaignFactory()
    assert desk.post(url("complete_item", other.pk, item.pk), {"on": "2026-06-25"}).status_code == 404


def test_ages_are_compared_with_the_census_on_the_page(desk, body, epci):
    AgeClassFactory(authority=epci)
    AgeClassFactory(authority=epci, label="30 ans et plus", low=30, high=None, population=40_000)
    MembershipFactory(body=body, person__birth_date=dt.date(2005, 1, 1))
    page = desk.get(url("composition", body.pk)).content.decode()
    assert "16 à 29 ans" in page
    assert "recensement" in page


def test_parts_of_a_body_are_on_its_record(desk, body):
    part = InnerBodyFactory(parent=body, name="Mobilités et énergie")
    assert part.name in desk.get(url("detail", body.pk)).content.decode()


def test_members_leave_as_a_file_with_a_reason_only(desk, body):
    MembershipFactory(body=body)
    assert desk.get(url("memberships"), {"format": "csv"}).get("Content-Type", "").startswith("text/html")
