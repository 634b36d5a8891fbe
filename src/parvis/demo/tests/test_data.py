"""The demonstration tells one coherent story: printed figures, dates in order, references that lead somewhere."""

import ast
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import parvis.demo.data as data
from parvis.demo.data import LEGAL_RULES, MAIN_BODIES, T0, WORLDS, known_by, shifted
from parvis.demo.data.scenarios import as01, as02
from parvis.demo.data.shapes import World

TODAY = T0.date()
ONE = sorted(WORLDS)
COLLECTIONS = [f.name for f in fields(World) if f.name != "authority"]


def luhn(number):
    """The control of SIREN and SIRET."""
    digits = [int(figure) * (1 + rank % 2) for rank, figure in enumerate(reversed(number))]
    return sum(figure - 9 * (figure > 9) for figure in digits) % 10 == 0


def everything(thing):
    """Each record inside a record, itself first."""
    if is_dataclass(thing):
        yield thing
        for field in fields(thing):
            yield from everything(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from everything(item)


def named(world, number):
    return next(r for r in world.referrals if r.number == number)


def sitting(world, body, day=TODAY):
    return [m for m in world.memberships if m.body == body and m.sits_on(day)]


def people_of(world, memberships):
    by_key = {person.key: person for person in world.people}
    return [by_key[m.person] for m in memberships]


def age(person, day=TODAY):
    birthday = (person.birth_date.month, person.birth_date.day)
    return day.year - person.birth_date.year - ((day.month, day.day) < birthday)


def ages(people, bounds, day=TODAY):
    """How many people in each age class, given the lower bounds."""
    counts = Counter(max(bound for bound in bounds if bound <= age(p, day)) for p in people)
    return [counts[bound] for bound in bounds]


# --- Shapes ---------------------------------------------------------------------------------------


def test_the_data_need_neither_django_nor_a_database():
    imported = set()
    for source in Path(data.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.split(".")[0])
    assert "django" not in imported
    assert "parvis" not in imported


@pytest.mark.parametrize("slug", ONE)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_keys_are_unique_in_their_kind(slug, collection):
    keys = [record.key for record in getattr(WORLDS[slug], collection)]
    assert len(keys) == len(set(keys))


def test_people_are_unique_in_the_whole_demonstration():
    people = [person for world in WORLDS.values() for person in world.people]
    emails = [person.email for person in people if person.email]
    assert len({p.key for p in people}) == len({p.name for p in people}) == len(people)
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@exemple.invalid") for email in emails)


@pytest.mark.parametrize("slug", ONE)
def test_every_e_mail_address_leads_nowhere(slug):
    addresses = [getattr(record, "email", "") for record in everything(WORLDS[slug])]
    assert all(address.endswith("@exemple.invalid") for address in addresses if address)


POINTS_AT = {
    "person": "people", "owner": "people", "giver": "people", "agent": "people", "by": "people", "signed_by": "people",
    "rapporteur": "people", "service_contact": "people", "referring_councillor": "people", "settled_by": "people",
    "author": "people", "officer": "people", "granted_by": "people", "publication_director": "people",
    "department": "departments", "lead_department": "departments", "addressee": "departments",
    "territory": "territories", "organisation": "organisations", "venue": "venues", "act": "acts",
    "creation_act": "acts", "body": "bodies", "scheme": "bodies", "commission": "bodies", "college": "colleges",
    "meeting": "meetings", "substitute_for": "memberships", "referral": "referrals",
    "series": "series",
}  # fmt: skip
POINTS_AT_MANY = {
    "signatories": "people", "holders": "people", "present_people": "people", "excused_people": "people",
    "territories": "territories",
}  # fmt: skip
VALUES_POINT_AT = {"act": "acts", "meeting": "meetings", "on_behalf_of": "people"}
NESTED = {"Department": "departments", "Territory": "territories", "Body": "bodies"}


def known_keys(world):
    keys = {name: {record.key for record in getattr(world, name)} for name in COLLECTIONS}
    keys["recommendations"] = {
        item.key
        for record in everything(world)
        if type(record).__name__ == "Opinion"
        for item in record.recommendations
    }
    return keys


def references(record):
    """(collection, key) of all that a record points at."""
    kind = type(record).__name__
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in POINTS_AT and isinstance(value, str) and value:
            yield POINTS_AT[field.name], value
        elif field.name == "parent" and value:
            yield NESTED[kind], value
        elif field.name == "recommendation" and value:
            yield "recommendations", value
        elif field.name in POINTS_AT_MANY and kind != "World":
            yield from ((POINTS_AT_MANY[field.name], key) for key in value)
        elif field.name == "values":
            yield from ((VALUES_POINT_AT[name], key) for name, key in value.items() if name in VALUES_POINT_AT)
        elif field.name == "scope_key" and value:
            yield {"department": "departments", "body": "bodies"}[record.scope], value


@pytest.mark.parametrize("slug", ONE)
def test_every_reference_leads_to_a_record_of_the_same_authority(slug):
    keys = known_keys(WORLDS[slug])
    lost = {
        (type(record).__name__, collection, key)
        for record in everything(WORLDS[slug])
        for collection, key in references(record)
        if key not in keys[collection]
    }
    assert lost == set()


NOT_YET = (
    "modération",
    "livrable",
    "demander un appui",
    "la fiche",
    "programme",
    "interpellation",
    "affiche",
    "méthodes",
)


@pytest.mark.parametrize("slug", ONE)
def test_no_card_of_the_sign_in_page_promises_what_is_still_to_be_built(slug):
    promises = [persona.sentence.lower() for persona in WORLDS[slug].personas]
    assert [promise for promise in promises if any(words in promise for words in NOT_YET)] == []


@pytest.mark.parametrize("slug", ONE)
def test_nothing_refers_to_somebody_who_is_not_known_yet(slug):
    world = WORLDS[slug]
    since = {person.key: person.since for person in world.people}
    early = [
        (type(record).__name__, key)
        for record in everything((world.offices, world.roles, world.memberships, world.referrals, world.commitments))
        for collection, key in references(record)
        if collection == "people" and hasattr(record, "since") and type(record).__name__ != "Referral"
        and since[key] > record.since
    ]  # fmt: skip
    assert early == []


def test_a_world_can_be_moved_so_that_t0_is_another_day():
    world = shifted(WORLDS["orzenne"], 30)
    assert named(world, "S-2026-01").expected_on == date(2027, 2, 28)
    assert named(world, "S-2026-01").letter == named(WORLDS["orzenne"], "S-2026-01").letter
    assert world.referrals[0].steps[0].at - WORLDS["orzenne"].referrals[0].steps[0].at == timedelta(days=30)


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ONE)
def test_steps_follow_one_another(slug):
    for record in everything(WORLDS[slug]):
        moments = [step.at for step in getattr(record, "steps", ())]
        assert moments == sorted(moments), record.key


@pytest.mark.parametrize("slug", ONE)
def test_nothing_is_done_after_t0(slug):
    world = WORLDS[slug]
    assert all(step.at <= T0 for r in world.referrals for step in r.steps)
    assert all(p.on <= TODAY for c in world.commitments for p in c.progress)
    assert all(step.at <= T0 for m in world.meetings for step in m.steps)
    assert all(review.held_on is None or review.held_on <= TODAY for r in world.referrals for review in r.reviews)


@pytest.mark.parametrize("slug", ONE)
def test_periods_begin_before_they_end(slug):
    for record in everything(WORLDS[slug]):
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        assert start is None or end is None or start <= end, record.key


@pytest.mark.parametrize("slug", ONE)
def test_meetings_are_held_only_when_they_have_come(slug):
    for meeting in WORLDS[slug].meetings:
        held = any(step.verb == "hold" for step in meeting.steps)
        assert held == (meeting.starts_at <= T0), meeting.key
        assert meeting.ends_at > meeting.starts_at
        assert meeting.steps[0].at < meeting.starts_at


@pytest.mark.parametrize("slug", ONE)
def test_those_who_came_to_a_meeting_sat_in_the_body(slug):
    world = WORLDS[slug]
    for meeting in world.meetings:
        seated = {m.person for m in sitting(world, meeting.body, meeting.starts_at.date())}
        assert set(meeting.present_people) <= seated
        assert set(meeting.excused_people) <= seated
        if meeting.present_people:
            assert len(meeting.present_people) == meeting.present
            assert meeting.present + (meeting.proxies or 0) <= meeting.convened


@pytest.mark.parametrize("slug", ONE)
def test_commitments_are_told_to_their_end(slug):
    for promise in WORLDS[slug].commitments:
        assert promise.made_on <= promise.due_on
        assert (promise.done_on is not None) == (promise.state == "done")
        assert (promise.abandoned_on is not None) == (promise.state == "abandoned")
        assert bool(promise.abandonment_reason) == (promise.state == "abandoned")
        assert [p.on for p in promise.progress] == sorted(p.on for p in promise.progress)
        assert all(p.on >= promise.made_on for p in promise.progress)


@pytest.mark.parametrize("slug", ONE)
def test_each_accepted_recommendation_has_its_commitment(slug):
    world = WORLDS[slug]
    accepted = {
        item.key
        for r in world.referrals
        for item in (r.opinion.recommendations if r.opinion else ())
        if item.response and item.response.status in ("accepted", "partly")
    }
    assert {c.recommendation for c in world.commitments} == accepted


def votes_of_referrals():
    worlds = [(slug, r) for slug, world in WORLDS.items() for r in world.referrals]
    return [(slug, r) for slug, r in [*worlds, ("orzenne", as02.REFERRAL)] if r.opinion and r.opinion.adoption]


@pytest.mark.parametrize(("slug", "referral"), votes_of_referrals(), ids=lambda v: getattr(v, "number", v))
def test_an_adoption_counts_right(slug, referral):
    vote = referral.opinion.adoption
    assert vote.in_favour + vote.against + vote.abstentions == vote.voters
    assert vote.quorum <= vote.present <= vote.members
    assert vote.at == referral.step("adopt_opinion").at


@pytest.mark.parametrize("slug", ONE)
def test_every_remark_refused_has_its_reason(slug):
    remarks = [c for r in WORLDS[slug].referrals if r.opinion for c in r.opinion.comments]
    assert all(bool(c.reason) == (c.outcome == "refused") for c in remarks)
    assert all(bool(c.settled_at) == bool(c.outcome) for c in remarks)


@pytest.mark.parametrize("slug", ONE)
def test_remarks_point_at_a_paragraph_of_their_version(slug):
    for referral in WORLDS[slug].referrals:
        if referral.opinion:
            known = {(v.number, p.key) for v in referral.opinion.versions for p in v.paragraphs}
            assert {(c.version, c.paragraph) for c in referral.opinion.comments} <= known


# --- Authorities ----------------------------------------------------------------------------------

FIGURES = {
    "orzenne": ("epci", 58_420, "00010137800016", "commune", 41),
    "tregonnec": ("epci", 72_300, "00010274900017", "commune", 54),
    "haute-verzone": ("department", 894_000, "00010411700015", "canton", 24),
    "estuaire": ("department", 541_000, "00010548600013", "canton", 14),
    "cerzelles": ("commune", 66_200, "00010685600016", "district", 6),
}


@pytest.mark.parametrize("slug", ONE)
def test_an_authority_is_the_one_printed(slug):
    kind, population, siret, unit, count = FIGURES[slug]
    world = WORLDS[slug]
    parts = [t for t in world.territories if t.kind == unit]
    assert (world.authority.kind, world.authority.population, world.authority.siret) == (kind, population, siret)
    assert len(parts) == count
    assert sum(part.population for part in parts) == population
    assert sum(line.population for line in world.age_classes) == population


@pytest.mark.parametrize("slug", ONE)
def test_identifiers_are_valid_and_fictional(slug):
    world = WORLDS[slug]
    sirets = [world.authority.siret, *(o.siret for o in world.organisations if o.siret)]
    assert world.authority.siret.startswith(world.authority.siren)
    assert all(len(s) == 14 and s.startswith("000") and luhn(s) and luhn(s[:9]) for s in sirets)
    assert all(o.rna.startswith("W009") and len(o.rna) == 10 for o in world.organisations if o.rna)
    assert all(t.code.startswith("00") for t in world.territories)


def test_the_seven_former_authorities_of_tregonnec_hold_its_communes():
    world = WORLDS["tregonnec"]
    former = [t for t in world.territories if t.kind == "former_epci"]
    communes = [t for t in world.territories if t.kind == "commune"]
    assert len(former) == 7
    assert all(luhn(t.code) for t in former)
    assert {c.parent for c in communes} == {t.key for t in former}
    assert sum(t.population for t in former) == 72_300


def test_the_former_rural_authorities_weigh_44_percent():
    from parvis.demo.data.tregonnec.authority import RURAL

    world = WORLDS["tregonnec"]
    rural = sum(t.population for t in world.territories if t.key in RURAL)
    assert round(100 * rural / 72_300) == 44


def test_there_are_40_agents_and_30_elected_members():
    kinds = Counter(person.kind for world in WORLDS.values() for person in world.people)
    assert (kinds["agent"], kinds["elected"]) == (40, 30)


def test_legal_rules_are_dated_sourced_and_said_once():
    codes = [rule.code for rule in LEGAL_RULES]
    assert len(set(codes)) == len(codes)
    assert all(rule.source and float(rule.value) >= 0 for rule in LEGAL_RULES)
    assert {"law", "knowledge", "proposal"} == {rule.standing for rule in LEGAL_RULES}
    values = {rule.code: (rule.value, rule.unit) for rule in LEGAL_RULES}
    assert values["referral.answer_within"] == ("3", "months")
    assert values["writing.comment_period"] == ("15", "days")
    assert values["governance_pact.adopted_within"] == ("9", "months")


def test_legal_rules_speak_the_codes_of_the_product():
    from parvis.ground.authorities.choices import RuleStanding, RuleUnit

    assert {rule.unit for rule in LEGAL_RULES} <= set(RuleUnit.values)
    assert {rule.standing for rule in LEGAL_RULES} <= set(RuleStanding.values)


@pytest.mark.parametrize("slug", ONE)
def test_one_may_sign_in_as_eight_to_seventeen_people(slug):
    world = WORLDS[slug]
    offered = [p for p in world.personas if p.start <= TODAY and (p.end is None or p.end >= TODAY)]
    assert 8 <= len(offered) <= 17
    assert {"admin", "director", "councillor", "cabinet", "chair", "member"} <= {p.role for p in offered}
    with_account = {p.key for p in world.people if p.has_account and p.email}
    assert {p.person for p in offered} <= with_account


@pytest.mark.parametrize("slug", ONE)
def test_a_persona_holds_the_role_it_is_offered_for(slug):
    world = WORLDS[slug]
    granted = {(r.person, r.role) for r in world.roles if r.start <= TODAY and (r.end is None or r.end >= TODAY)}
    seated = {m.person for m in world.memberships if m.sits_on(TODAY)}
    for offer in known_by(world.personas, TODAY):
        if offer.end is None and offer.role in ("member", "chair"):
            assert offer.person in seated
        elif offer.end is None and offer.role != "resident":
            assert (offer.person, offer.role) in granted


def test_nobody_grants_a_role_to_themself():
    assert all(role.granted_by != role.person for world in WORLDS.values() for role in world.roles)


# --- Bodies ---------------------------------------------------------------------------------------


def test_288_members_sit_in_the_five_main_bodies():
    counts = {slug: len(sitting(WORLDS[slug], body)) for slug, body in MAIN_BODIES.items()}
    assert counts == {"orzenne": 72, "tregonnec": 60, "haute-verzone": 96, "estuaire": 20, "cerzelles": 40}
    assert sum(counts.values()) == 288


@pytest.mark.parametrize("slug", ONE)
def test_colleges_are_full_and_seats_are_held_once(slug):
    world = WORLDS[slug]
    for college in world.colleges:
        if college.until is None:
            held = [m for m in sitting(world, college.body) if m.college == college.key]
            assert len(held) == college.seats, college.key
    for body in world.bodies:
        seats = [m.seat for m in sitting(world, body.key) if m.seat]
        assert len(seats) == len(set(seats))


@pytest.mark.parametrize("slug", ONE)
def test_nobody_sits_where_elected_members_may_not(slug):
    world = WORLDS[slug]
    closed = {b.key for b in world.bodies if b.excludes_elected or b.excludes_community_councillors}
    elected = {p.key for p in world.people if p.kind == "elected"}
    assert not {m.person for m in world.memberships if m.body in closed} & elected


def test_the_development_council_is_balanced():
    world = WORLDS["orzenne"]
    members = people_of(world, sitting(world, "c2d"))
    assert Counter(p.gender for p in members) == {"F": 36, "M": 36}
    assert ages(members, (16, 30, 45, 60, 75)) == [11, 17, 20, 19, 5]
    assert ages(members, (16, 30, 45, 60, 75), date(2026, 9, 26)) == [11, 17, 20, 19, 5]


def test_college_a_has_one_member_for_each_commune():
    world = WORLDS["orzenne"]
    drawn = people_of(world, [m for m in sitting(world, "c2d") if m.college == "college-a"])
    assert {p.territory for p in drawn} == {t.key for t in world.territories}
    assert all(age(p, date(2026, 7, 1)) >= 18 for p in drawn)


def test_the_bureau_and_the_four_commissions_have_their_size():
    world = WORLDS["orzenne"]
    commissions = ["commission-mobilites", "commission-sante", "commission-eau", "commission-jeunesse"]
    assert len(sitting(world, "c2d-bureau")) == 9
    assert [len(sitting(world, key)) for key in commissions] == [19, 18, 17, 18]
    assert len({m.person for key in commissions for m in sitting(world, key)}) == 72


def test_two_members_of_the_72_have_no_e_mail_but_an_address():
    world = WORLDS["orzenne"]
    silent = [p for p in people_of(world, sitting(world, "c2d")) if p.email is None]
    assert len(silent) == 2
    assert all(p.address and p.postcode and p.city and not p.has_account for p in silent)


def test_the_previous_council_had_two_vacancies():
    world, day = WORLDS["orzenne"], date(2026, 3, 16)
    [body] = [b for b in world.bodies if b.key == "c2d"]
    [term] = [t for t in body.terms if t.start <= day]
    assert term.seats - len(sitting(world, "c2d", day)) == 2


def test_the_conseil_citoyen_and_its_parts():
    world = WORLDS["tregonnec"]
    members = people_of(world, sitting(world, "conseil-citoyen"))
    assert Counter(p.gender for p in members) == {"F": 30, "M": 30}
    assert [len(sitting(world, key)) for key in ("bureau", "comite-coordination")] == [7, 12]
    colleges = Counter(m.college for m in sitting(world, "conseil-citoyen"))
    assert colleges == {"habitants": 24, "volontaires": 18, "acteurs": 18}
    assert Counter(m.college for m in sitting(world, "comite-coordination")) == {"membres": 6, "elus": 4, "agents": 2}
    assert sum(b.type == "working_group" for b in world.bodies) == 4


def test_the_second_assembly_has_two_women_and_two_men_of_each_canton():
    world = WORLDS["haute-verzone"]
    members = people_of(world, sitting(world, "assemblee-2"))
    assert ages(members, (16, 25, 40, 60, 75)) == [12, 21, 33, 20, 10]
    assert set(Counter((p.territory, p.gender) for p in members).values()) == {2}
    assert [len(sitting(world, key)) for key in ("groupe-vieillir", "groupe-eau", "groupe-jeunes")] == [32, 31, 33]


def test_the_citizen_committee_has_fifteen_residents_and_five_elected_members():
    world = WORLDS["estuaire"]
    members = people_of(world, sitting(world, "comite-citoyen"))
    assert Counter(p.kind for p in members) == {"member": 15, "elected": 5}


def test_the_fabrique_gathers_delegates_of_the_eight_other_bodies():
    world = WORLDS["cerzelles"]
    seats = sitting(world, "fabrique")
    assert Counter(p.gender for p in people_of(world, seats)) == {"F": 21, "M": 19}
    assert len(world.bodies) == 9
    delegates = {m.person for m in seats if m.college == "autres-instances"}
    others = {b.key for b in world.bodies if b.key != "fabrique"}
    assert {m.body for m in world.memberships if m.person in delegates and m.sits_on(TODAY)} == others | {"fabrique"}


def test_the_advisory_committee_is_chaired_by_a_councillor():
    world = WORLDS["cerzelles"]
    [chair] = [m for m in sitting(world, "comite-velo") if m.role == "chair"]
    assert {p.kind for p in people_of(world, [chair])} == {"elected"}


# --- Referrals ------------------------------------------------------------------------------------


def test_the_register_of_each_authority():
    register = {slug: [(r.number, r.state) for r in world.referrals] for slug, world in WORLDS.items()}
    assert register == {
        "orzenne": [
            ("S-2024-02", "lapsed"),
            ("S-2025-01", "closed"),
            ("S-2025-03", "under_follow_up"),
            ("S-2026-01", "in_progress"),
            ("S-2026-02", "admitted"),
        ],
        "tregonnec": [("A-2025-02", "acknowledged"), ("A-2026-01", "opinion_drafting")],
        "haute-verzone": [
            ("D-2023-01", "under_follow_up"),
            ("D-2024-01", "under_follow_up"),
            ("D-2024-02", "under_follow_up"),
            ("D-2026-01", "in_progress"),
            ("D-2026-02", "admitted"),
        ],
        "estuaire": [("L-2026-01", "under_follow_up")],
        "cerzelles": [("C-2026-01", "in_progress")],
    }


@pytest.mark.parametrize("slug", ONE)
def test_a_state_is_the_one_its_steps_lead_to(slug):
    from parvis.deliberation.referrals.choices import STEPS

    for referral in WORLDS[slug].referrals:
        status = "draft"
        for step in referral.steps:
            if step.verb in STEPS:
                sources, target = STEPS[step.verb]
                assert status in sources, (referral.number, step.verb)
                status = target
        assert status == referral.state, referral.number


@pytest.mark.parametrize("slug", ONE)
def test_an_admitted_referral_has_what_admission_asks(slug):
    for referral in WORLDS[slug].referrals:
        assert referral.expected_on
        assert referral.rapporteur
        assert referral.title
        assert len(referral.question) <= 500
        assert bool(referral.legal_ground) == (referral.kind == "compulsory")


@pytest.mark.parametrize("slug", ONE)
def test_self_referrals_gather_enough_members(slug):
    world = WORLDS[slug]
    bodies = {body.key: body for body in world.bodies}
    for referral in world.referrals:
        if referral.kind == "self_referral":
            seated = {m.person for m in sitting(world, referral.body, referral.step("submit").since)}
            signed = set(referral.signatories)
            enough = bodies[referral.body].self_referral_signatories
            bureau = {m.person for b in bodies.values() if b.type == "bureau" for m in sitting(world, b.key)}
            assert signed <= seated
            assert len(signed) >= enough or signed == bureau


def test_the_letters_keep_their_words():
    letters = {r.number: r.letter for world in WORLDS.values() for r in world.referrals}
    assert "avis avant le 29 janvier 2027. Le service Transition se tient à votre disposition." in letters["S-2026-01"]
    assert "l’avis définitif pour le 30 juin 2027." in letters["D-2026-01"]
    assert "chacune recevra une réponse écrite." in letters["C-2026-01"]


def test_the_cycling_plan_was_answered_fourteen_days_late_and_its_review_is_overdue():
    world = WORLDS["orzenne"]
    plan = named(world, "S-2025-03")
    answered = plan.step("answer").since
    assert (answered - date(2025, 9, 18)).days == 14
    assert plan.step("transmit").since == date(2025, 6, 18)
    [overdue] = [r for r in plan.reviews if r.held_on is None and r.due_on < TODAY]
    assert (overdue.months, overdue.due_on) == (12, date(2026, 10, 2))


def test_the_eight_recommendations_of_the_cycling_plan():
    world = WORLDS["orzenne"]
    plan = named(world, "S-2025-03")
    texts = {item.number: item for item in plan.opinion.recommendations}
    states = Counter(c.state for c in world.commitments if c.referral == plan.key)
    assert len(texts) == 8
    assert states == {"done": 4, "in_progress": 2, "abandoned": 1}
    assert texts[1].text == "Relier d’abord les collèges aux bourgs, ensuite les bourgs entre eux."
    assert texts[4].response.reason == "40 vélos au lieu de 120, évaluation en juin 2026"
    assert texts[7].response.status == "refused"
    assert texts[7].response.reason == "compétence communale ; signalé aux trois communes concernées"


def test_the_climate_plan_at_t0():
    climate = named(WORLDS["orzenne"], "S-2026-01")
    assert (climate.kind, climate.rapporteur) == ("compulsory", "mathilde-larrieu")
    assert (len(climate.hearings), len(climate.contributions)) == (2, 14)
    assert climate.opinion is None


def test_eau_et_mais_is_47_days_late():
    waiting = named(WORLDS["tregonnec"], "A-2025-02")
    assert waiting.step("transmit").since == date(2026, 6, 30)
    assert waiting.step("answer") is None
    assert (TODAY - date(2026, 9, 30)).days == 47


def test_habiter_ici_has_fourteen_recommendations_and_two_minority_positions():
    opinion = named(WORLDS["tregonnec"], "A-2026-01").opinion
    assert len(opinion.recommendations) == 14
    assert len(opinion.minority_positions) == 2
    assert dict(opinion.divergences[0].positions) == {"Pour un quota": 19, "Contre un quota": 8, "Abstentions": 4}
    assert opinion.adoption is None


def test_the_archive_of_the_first_assembly():
    world = WORLDS["haute-verzone"]
    archive = [r for r in world.referrals if r.body == "assemblee-1"]
    items = {item.number: item for r in archive for item in r.opinion.recommendations}
    states = {c.recommendation: c.state for c in world.commitments}
    outcomes = Counter((i.response.status, states.get(i.key)) for i in items.values())
    assert (len(archive), sorted(items)) == (3, list(range(1, 62)))
    assert outcomes == {
        ("accepted", "done"): 22,
        ("accepted", "in_progress"): 18,
        ("partly", "done"): 13,
        ("refused", None): 8,
    }
    assert states[items[12].key] == "in_progress"
    assert states[items[31].key] == "done"
    assert items[44].response.reason == "compétence régionale depuis 2017"


def test_the_median_delay_of_the_first_assembly_is_74_days():
    archive = [r for r in WORLDS["haute-verzone"].referrals if r.body == "assemblee-1"]
    delays = sorted((r.step("answer").since - r.step("transmit").since).days for r in archive)
    assert delays[1] == 74


def test_the_ten_meetings_of_val_d_orzenne():
    autumn = [m for m in WORLDS["orzenne"].meetings if m.starts_at.date() >= date(2026, 9, 1)]
    days = {m.starts_at.strftime("%d/%m/%Y %H:%M") for m in autumn}
    assert len(autumn) == 10
    assert {"26/09/2026 09:30", "20/10/2026 19:00", "05/11/2026 18:30", "10/12/2026 18:30"} <= days
    [plenary] = [m for m in autumn if m.kind == "plenary"]
    assert (plenary.convened, plenary.guests, len(plenary.agenda), plenary.state) == (72, 6, 4, "agenda_draft")


def test_the_thursdays_of_haute_verzone_are_one_series_in_four_sites_and_by_video():
    thursdays = [m for m in WORLDS["haute-verzone"].meetings if m.series]
    assert len(thursdays) == 9
    assert all(m.starts_at.weekday() == 3 and len(m.sites) == 4 and m.video_url for m in thursdays)
    assert max(m.starts_at.date() for m in thursdays) > date(2026, 11, 26)


@pytest.mark.parametrize(
    ("slug", "key", "present", "convened"),
    [
        ("tregonnec", "installation-2026", 52, 60),
        ("haute-verzone", "pleniere-2026-10", 91, 96),
        ("estuaire", "comite-2026-09-08", 17, 20),
    ],
)
def test_the_attendance_printed(slug, key, present, convened):
    [meeting] = [m for m in WORLDS[slug].meetings if m.key == key]
    assert (meeting.present, meeting.convened) == (present, convened)


# --- The world of an earlier day ------------------------------------------------------------------


def test_on_16_march_2026_the_renewal_has_not_begun():
    world, day = WORLDS["orzenne"], date(2026, 3, 16)
    assert known_by(world.renewals, day) == ()
    assert {r.number for r in known_by(world.referrals, day)} == {"S-2024-02", "S-2025-01", "S-2025-03"}
    assert len(sitting(world, "c2d", day)) == 58
    known = {p.key for p in known_by(world.people, day)}
    assert not known & {p.key for p in (*as01.DRAWN, *as01.VOLUNTEERS)}
    assert "2026-071" not in {act.number for act in known_by(world.acts, day)}


@pytest.mark.parametrize("slug", ONE)
def test_an_earlier_world_only_points_at_what_it_knows(slug):
    world, day = WORLDS[slug], date(2026, 3, 16)
    people = {p.key for p in known_by(world.people, day)}
    for name in ("offices", "roles", "memberships", "delegations", "commitments"):
        for record in known_by(getattr(world, name), day):
            seen = {key for collection, key in references(record) if collection == "people"}
            assert seen <= people, record.key
    for referral in known_by(world.referrals, day):
        taken = [step.by for step in referral.steps if step.since <= day and step.by]
        assert {*taken, referral.rapporteur} <= people


# --- Scenarios ------------------------------------------------------------------------------------


def test_as01_files_are_those_of_the_generator():
    assert as01.TIRES_AU_SORT_CSV.read_text(encoding="utf-8") == as01.drawn_file()
    assert as01.VOLONTAIRES_CSV.read_text(encoding="utf-8") == as01.volunteers_file()


def test_as01_first_selection_is_two_apart_and_one_swap_balances_it():
    assert (len(as01.DRAWN), len(as01.VOLUNTEERS), len(as01.FIRST_SELECTION)) == (41, 58, 31)
    first = [*as01.DRAWN, *as01.FIRST_SELECTION]
    assert Counter(p.gender for p in first) == {"F": 37, "M": 35}
    after = [as01.SWAP_IN if p is as01.SWAP_OUT else p for p in first]
    assert Counter(p.gender for p in after) == {"F": 36, "M": 36}
    assert ages(after, (16, 30, 45, 60, 75)) == [11, 17, 20, 19, 5]
    seated = {m.person for m in sitting(WORLDS["orzenne"], "c2d")}
    assert {p.key for p in after} == seated


def test_as01_leaves_two_members_to_the_post():
    assert len(as01.BY_POST) == 2
    assert as01.SEATS - len(as01.BY_POST) == 70


def test_as02_comments_and_votes():
    opinion = as02.OPINION
    assert Counter(c.outcome for c in opinion.comments) == {"taken_up": 7, "refused": 2}
    assert len({c.author for c in opinion.comments}) == 9
    vote = opinion.adoption
    assert (vote.present, vote.proxies, vote.quorum) == (51, 6, 36)
    assert (vote.in_favour, vote.against, vote.abstentions) == (48, 3, 6)
    assert len(as02.MINORITY.text.splitlines()) == 4
    assert len(as02.MINORITY.holders) == 3


def test_as02_answers_and_reviews():
    answers = Counter(item.response.status for item in as02.RECOMMENDATIONS)
    assert answers == {"accepted": 6, "partly": 2, "refused": 1}
    assert len(as02.COMMITMENTS) == 8
    assert (as02.ANSWERED_ON - as02.ANSWER_DUE_ON).days == as02.DAYS_LATE == 11
    assert [(r.months, r.due_on) for r in as02.REFERRAL.reviews] == [
        (6, date(2027, 9, 22)),
        (12, date(2028, 3, 22)),
        (24, date(2029, 3, 22)),
    ]
    assert (
        as02.REFERRAL.steps[: len(named(WORLDS["orzenne"], "S-2026-01").steps)]
        == named(WORLDS["orzenne"], "S-2026-01").steps
    )
    assert all(isinstance(step.at, datetime) and step.at > T0 for step in as02.STEPS_AFTER_T0)
