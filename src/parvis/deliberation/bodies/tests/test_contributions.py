"""What bodies give to the due list, the agenda, the figures, the search and the documents."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies import contributions, documents, lifecycle, queries
from parvis.deliberation.bodies.feature import feature
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.tests.factories import (
    AgeClassFactory,
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    MunicipalOpinionFactory,
    RenewalCampaignFactory,
    RenewalItemFactory,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import LegalActFactory, LegalRuleFactory
from parvis.ground.core.gathering import gather
from parvis.ground.documents import tree
from parvis.ground.documents.writers import write
from parvis.ground.search.index import refresh, search

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def body(epci, at):
    at("2026-11-16")
    return BodyFactory(authority=epci, name="Conseil de développement", slug="c2d")


def what(user, authority, today=TODAY):
    return {(item.what, item.when) for item in gather(contributions.due(user, authority, today))}


def test_vacancies_and_rules_to_adopt_are_due(body, officer, epci):
    college = CollegeFactory(body=body, seats=3)
    MembershipFactory(body=body, college=college)
    assert what(officer, epci) == {
        ("2 sièges vacants", None),
        ("Règlement intérieur à adopter", dt.date(2027, 3, 26)),
    }
    assert what(user_with("agent", epci), epci) == set()


def test_a_development_council_has_its_activity_report_debated_each_year(body, officer, epci):
    line = "Rapport d’activité à débattre"
    body.installed_on, body.internal_rules_adopted_on = dt.date(2025, 9, 26), dt.date(2025, 10, 1)
    body.save()
    assert (line, dt.date(2026, 9, 26)) in what(officer, epci)
    assert (line, dt.date(2026, 9, 26)) not in what(officer, epci, dt.date(2026, 8, 25))
    body.activity_report_on = dt.date(2026, 10, 8)
    body.save()
    assert line not in {found for found, _ in what(officer, epci)}
    assert queries.activity_report_due_on(BodyFactory(authority=epci, type="neighbourhood_council")) is None


def test_mandates_that_end_within_six_months_are_due_on_their_day(body, officer, epci):
    MembershipFactory.create_batch(2, body=body, ends_on=dt.date(2027, 5, 16))
    MembershipFactory(body=body, ends_on=dt.date(2027, 5, 17))
    assert ("2 mandats prennent fin", dt.date(2027, 5, 16)) in what(officer, epci)
    assert ("1 mandat prend fin", dt.date(2027, 5, 17)) not in what(officer, epci)


def test_the_renewal_is_due_nine_months_before_the_end_until_it_is_opened(body, officer, epci):
    day = dt.date(2028, 12, 1)
    due = ("Renouvellement à ouvrir", dt.date(2028, 12, 25))
    assert due in what(officer, epci, day)
    lifecycle.open_renewal(body, by=officer, title="Renouvellement 2029", election_date=dt.date(2029, 3, 18))
    assert due not in what(officer, epci, day)
    assert ("Adoption du pacte de gouvernance, s’il est décidé", dt.date(2029, 12, 18)) in what(officer, epci, day)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1\xa0avis de conseil municipal attendu"), (3, "3\xa0avis de conseils municipaux attendus")],
)
def test_opinions_not_received_are_waited_for(body, officer, epci, count, said):
    campaign = RenewalCampaignFactory(body=body)
    MunicipalOpinionFactory.create_batch(count, campaign=campaign)
    MunicipalOpinionFactory(campaign=campaign, received_on=dt.date(2026, 10, 20), sense="favourable")
    waiting = [i for i in gather(contributions.due(officer, epci, TODAY)) if i.waiting]
    assert [(i.what, i.when) for i in waiting] == [(said, dt.date(2026, 12, 5))]


@pytest.mark.parametrize(
    ("status", "words", "action"),
    [
        ("projected", "Acte de création à enregistrer", "creation"),
        ("created", "Membres à désigner, puis instance à installer", "installation"),
        ("installed", "Instance installée, à mettre en exercice", "activation"),
    ],
)
def test_a_body_that_does_not_work_yet_is_not_forgotten(status, words, action, officer, epci):
    young = BodyFactory(authority=epci, name="Conseil des jeunes", slug="jeunes", status=status, type="youth_council")
    (found,) = (item for item in gather(contributions.due(officer, epci, TODAY)) if item.what == words)
    assert (found.label, found.when) == ("Conseil des jeunes", None)
    assert found.action_url == reverse(f"desk:bodies:{action}", args=[young.pk])
    assert what(user_with("agent", epci), epci) == set()


def test_an_action_is_offered_to_those_who_may_do_it(body, officer, epci):
    CollegeFactory(body=body, seats=2)
    campaign = RenewalCampaignFactory(body=BodyFactory(authority=epci, status="renewing"))
    RenewalItemFactory(campaign=campaign, label="Débat", due_on=dt.date(2026, 12, 1))
    lone = user_on("officer", body.scheme_ptr)
    seen = {
        user: {item.what: item.action_label for item in gather(contributions.due(user, epci, TODAY))}
        for user in (officer, user_with("director", epci), lone)
    }
    acts = {what: [found.get(what) for found in seen.values()] for what in ("2 sièges vacants", "Débat")}
    assert acts == {
        "2 sièges vacants": ["Proposer une personne", "", "Proposer une personne"],
        "Débat": ["Enregistrer comme fait", "", None],
    }


def test_a_campaign_of_the_lone_officer_is_theirs_to_record(body, epci):
    item = RenewalItemFactory(campaign=RenewalCampaignFactory(body=body), due_on=dt.date(2026, 12, 1))
    (found,) = (i for i in gather(contributions.due(user_on("officer", body.scheme_ptr), epci, TODAY)) if i.waiting)
    assert found.action_url.endswith(f"/points/{item.pk}/")


def test_a_longer_local_rule_calls_for_the_renewal_earlier(body, officer, epci):
    day = dt.date(2028, 9, 1)
    assert "Renouvellement à ouvrir" not in {words for words, _ in what(officer, epci, day)}
    LegalRuleFactory(code="renewal.alert_before", value=12, unit="months", authority=epci, source="Charte")
    epci.__dict__.pop("_body_rules", None)
    assert ("Renouvellement à ouvrir", dt.date(2028, 9, 25)) in what(officer, epci, day)


def test_the_renewal_of_an_end_of_month_is_due_on_the_last_day(body, officer, epci):
    Body.objects.filter(pk=body.pk).update(term_ends_on=dt.date(2029, 11, 30))
    assert ("Renouvellement à ouvrir", dt.date(2029, 2, 28)) in what(officer, epci, dt.date(2029, 1, 28))


def test_the_due_list_costs_the_same_with_one_body_or_many(body, officer, epci, django_assert_num_queries):
    counts = []
    for _ in range(2):
        for _ in range(3):
            CollegeFactory(body=BodyFactory(authority=epci), seats=2)
        officer.__dict__.pop("grants", None)
        epci.__dict__.pop("_body_rules", None)
        with django_assert_num_queries(4, exact=False) as spent:
            list(gather(contributions.due(officer, epci, TODAY)))
        counts.append(len(spent.captured_queries))
    assert counts[0] == counts[1]


def test_the_agenda_shows_the_installation_to_all_and_the_ends_to_the_team(body, officer, epci):
    year = (dt.date(2026, 1, 1), dt.date(2029, 12, 31))
    public = list(contributions.calendar(epci, None, *year))
    assert [(e.title, e.start) for e in public] == [("Installation : Conseil de développement", dt.date(2026, 9, 26))]
    inside = {(e.title, e.start, e.public) for e in contributions.calendar(epci, officer, *year)}
    assert ("Fin des mandats : Conseil de développement", dt.date(2029, 9, 25), False) in inside
    assert ("Renouvellement à ouvrir : Conseil de développement", dt.date(2028, 12, 25), False) in inside


def test_figures_are_counted_once(body, epci):
    MembershipFactory(body=body, person__gender="f", person__birth_date=dt.date(2000, 1, 1))
    MembershipFactory(body=body, person__gender="m", person__birth_date=dt.date(1960, 1, 1))
    chair = MembershipFactory(body=body, person__gender="m")
    MembershipFactory(body=InnerBodyFactory(parent=body), person=chair.person)
    CollegeFactory(body=body, seats=4)
    values = {i.code: i.value(epci, TODAY) for i in feature.indicators}
    assert values == {
        "bodies.members": 3, "bodies.women_share": 33.3, "bodies.under_thirty_share": 50.0, "bodies.vacancies": 4,
    }  # fmt: skip


def test_search_finds_a_public_body_for_all_and_a_candidate_for_nobody(body):
    source = feature.search[0]
    assert "public" in source.audience(body)
    body.is_public = False
    assert source.audience(body) == [f"staff:{body.authority_id}", f"scheme:{body.pk}"]
    assert feature.search[1].audience(MembershipFactory(body=body, candidate=True)) == []


def test_panels_show_the_parts_and_the_mandates(body, officer):
    InnerBodyFactory(parent=body, name="Bureau", type="bureau")
    scheme = body.scheme_ptr
    assert [b.title for b in contributions.scheme_panels(scheme, None)] == ["Bureau, commissions et groupes"]
    member = MembershipFactory(body=body)
    assert [b.title for b in contributions.person_panels(member.person, officer)] == ["Mandats"]


def test_the_annex_names_each_member_the_balance_and_the_source(body, epci):
    AgeClassFactory(authority=epci)
    AgeClassFactory(authority=epci, label="30 ans et plus", low=30, high=None, population=40_000)
    act = LegalActFactory(authority=epci, number="2026-071")
    college = CollegeFactory(body=body, name="Tirés au sort", seats=2, act=act, appointing_mode="sortition")
    MembershipFactory(body=body, college=college, person__gender="f", person__family_name="Larrieu")
    document, template = documents.annex(body, on=TODAY)
    words = tree.plain(document.blocks)
    assert template is None
    for said in (
        "Larrieu",
        "Tirés au sort",
        "2\u00a0sièges",
        "tirage au sort",
        "L5211-10-1",
        "16 à 29 ans",
        "recensement 2022",
    ):
        assert said in words
    assert "2026-071" in document.subtitle
    assert write(document, "pdf", at=dt.datetime(2026, 11, 16, tzinfo=dt.UTC)).startswith(b"%PDF")


def test_the_annex_of_a_composition_to_come_lists_who_was_retained(body, epci):
    college = CollegeFactory(body=body, name="Volontaires", starts_on=None)
    MembershipFactory(body=body, candidate=True, college=college, is_retained=True, person__family_name="Ouzari")
    assert "Ouzari" in tree.plain(documents.annex(body, on=TODAY, coming=True)[0].blocks)
    assert "Ouzari" not in tree.plain(documents.annex(body, on=TODAY)[0].blocks)


def test_the_annex_of_any_day_says_who_sat_then_and_who_replaced_whom(body):
    college = CollegeFactory(body=body, name="Volontaires", starts_on=dt.date(2020, 1, 1))
    sat = MembershipFactory(
        body=body, college=college, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2030, 1, 1),
        person__family_name="Fontarel",
    )  # fmt: skip
    MembershipFactory(
        body=body, substitute_of=sat, role="substitute", starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2030, 1, 1),
        person__family_name="Malbrel",
    )  # fmt: skip
    then, _ = documents.annex(body, on=dt.date(2021, 6, 1))
    words = tree.plain(then.blocks)
    assert "Fontarel" in words
    assert "Malbrel" in words[words.index("Suppléances") :]
    assert "au 1er\xa0juin\xa02021" in then.subtitle
    before, _ = documents.annex(body, on=dt.date(2019, 6, 1))
    assert "Fontarel" not in tree.plain(before.blocks)


def test_letter_and_certificate_carry_the_mandate_and_no_private_contact(body):
    member = MembershipFactory(body=body, person__address_line="3 rue du Lavoir", person__city="Virazelle")
    for make, said in ((documents.appointment_letter, "26\xa0septembre\xa02026"), (documents.certificate, "a siégé")):
        words = tree.plain(make(member, on=TODAY)[0].blocks)
        assert said in words
        assert member.person.full_name in words
        assert "Lavoir" not in words
        assert member.person.email not in words


def test_the_trombinoscope_writes_initials_without_a_photo(body):
    member = MembershipFactory(body=body, role="chair", person__given_name="Odile", person__family_name="Fontbonne")
    document = documents.photo_directory(body, on=TODAY)[0]
    (shown,) = [block for block in document.blocks if isinstance(block, tree.Faces)]
    assert shown.faces == (tree.Face("Odile Fontbonne", member.capacity, "OF"),)
    assert member.capacity in tree.plain(document.blocks)


def test_documents_are_produced_from_the_desk(client, officer, body):
    from django.urls import reverse

    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    MembershipFactory(body=body)
    answer = client.post(reverse("desk:bodies:annex", args=[body.pk]), {"on": TODAY.isoformat()}, follow=True)
    html = answer.content.decode()
    assert "Composition : Conseil de développement" in html
    assert "PDF" in html


def test_letters_documents_and_rules_are_declared():
    assert {letter.key for letter in feature.letters} >= {"bodies.welcome", "bodies.renewal_due"}
    assert {kind.number for kind in feature.documents} == {"D03", "D04"}
    codes = [row["code"] for row in feature.extra["legal_rules"]]
    assert len(codes) == len(set(codes))


def test_a_local_rule_comes_before_the_shipped_one(body, epci):
    LegalRuleFactory(code="renewal.alert_before", value=12, unit="months", authority=epci, source="Charte")
    fresh = Body.objects.select_related("authority").get(pk=body.pk)
    assert queries.renewal_alert_on(fresh) == dt.date(2028, 9, 25)


def test_a_person_is_found_before_their_mandates_and_each_mandate_says_its_body(officer, body):
    first = MembershipFactory(body=body, person__given_name="Mathilde", person__family_name="Larrieu")
    other = MembershipFactory(body=BodyFactory(authority=body.authority, name="Bureau"), person=first.person)
    for record in (other, first, first.person):
        refresh(record)
    found = [entry.title for entry in search(officer, body.authority, "larrieu")]
    assert found[0] == "Mathilde Larrieu"
    assert sorted(found[1:]) == sorted(f"Mathilde Larrieu, {m.capacity}, {m.body.name}" for m in (first, other))
