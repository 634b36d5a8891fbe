"""The composition checker, alone: no database."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from parvis.deliberation.bodies import composition
from parvis.deliberation.bodies.composition import AgeClass, Expectations, Sitter

GAP = Expectations(gender_gap_max=1, gender_source="CGCT, article L5211-10-1")


def people(women, men, **facts):
    return [Sitter(i, f"Personne {i}", "f" if i < women else "m", **facts) for i in range(women + men)]


def test_thirty_seven_women_and_thirty_five_men_are_one_swap_away():
    found = composition.gender(people(37, 35), GAP)
    assert found.passed is False
    assert found.measure == "37\u00a0femmes et 35\u00a0hommes : écart de 2, au plus 1."
    assert found.advice == "Remplacez 1\u00a0femme par 1\u00a0homme : l’écart tombe à 0."
    assert found.source == "CGCT, article L5211-10-1"


def test_thirty_six_each_meets_the_rule():
    found = composition.gender(people(36, 36), GAP)
    assert found.passed is True
    assert found.advice == ""


def test_an_unknown_gender_that_could_change_the_answer_leaves_it_open():
    sitters = [*people(36, 35), Sitter(99, "Dominique")]
    assert composition.gender(sitters, GAP).passed is None
    assert "Renseignez le genre de 1\u00a0personne" in composition.gender(sitters, GAP).advice


def test_a_vacant_seat_is_another_way_to_close_the_gap():
    seats = Expectations(gender_gap_max=1, seats=(("A", 73),))
    found = composition.gender(people(37, 35, college="A"), seats)
    assert "ou confiez 1\u00a0siège vacant à un homme" in found.advice


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 3))
def test_the_advised_swaps_are_enough_and_none_is_too_many(women, men, most):
    gap = abs(women - men)
    swaps = composition.swaps_needed(gap, most)
    assert abs(gap - 2 * swaps) <= max(most, 1)
    assert swaps == 0 or abs(gap - 2 * (swaps - 1)) > most


@given(st.lists(st.integers(0, 50_000), min_size=1, max_size=8), st.integers(0, 200))
def test_census_seats_sum_to_the_seats_and_stay_within_one_of_the_exact_share(weights, total):
    seats = composition.apportion(weights, total)
    whole = sum(weights)
    assert sum(seats) == (total if whole else 0)
    assert all(abs(s - (w * total / whole if whole else 0)) < 1 for s, w in zip(seats, weights, strict=True))


CENSUS = (
    AgeClass("16 à 29 ans", 16, 29, 9_000),
    AgeClass("30 à 59 ans", 30, 59, 21_000),
    AgeClass("60 ans et plus", 60, None, 20_000),
)
AGES = Expectations(age_classes=CENSUS, age_source="CGCT, article L5211-10-1")


def aged(*ages):
    return [Sitter(i, f"Personne {i}", age=age) for i, age in enumerate(ages)]


def test_age_classes_that_follow_the_census_are_met():
    sitters = aged(*[20] * 9, *[40] * 21, *[70] * 20)
    assert composition.ages(sitters, AGES).passed is True


def test_missing_young_people_are_counted_and_said():
    found = composition.ages(aged(*[40] * 25, *[70] * 25), AGES)
    assert found.passed is False
    assert found.advice == "Il manque 9 de 16 à 29 ans ; en trop : 4 de 30 à 59 ans, 5 de 60 ans et plus."


def test_a_missing_birth_date_leaves_the_answer_open():
    found = composition.ages([*aged(*[20] * 9, *[40] * 21, *[70] * 20), Sitter(99, "Sans date")], AGES)
    assert found.passed is None
    assert "Renseignez la date de naissance de 1\u00a0personne." in found.advice


@given(st.lists(st.integers(16, 95), max_size=90))
def test_every_known_age_falls_in_one_line_and_the_order_of_people_never_matters(ages):
    lines = composition.age_lines(aged(*ages), CENSUS, 5)
    assert sum(line.sitting for line in lines) == len(ages)
    assert sum(line.expected for line in lines) == len(ages)
    assert lines == composition.age_lines(aged(*reversed(ages)), CENSUS, 5)


def test_a_community_councillor_is_named_with_the_office_that_bars_them():
    expected = Expectations(excludes="un conseiller communautaire ne peut pas siéger", excludes_source="L5211-10-1")
    found = composition.excluded([Sitter(7, "Luc Fabre", excluded="conseiller communautaire")], expected)
    assert found.passed is False
    assert found.refs == (7,)
    assert "Luc Fabre (conseiller communautaire)" in found.measure


def test_a_youth_council_says_who_has_reached_the_age_limit():
    found = composition.under_age(aged(17, 29, 30), Expectations(under_age=30, under_age_source="L1112-23"))
    assert found.passed is False
    assert found.refs == (2,)


SEATS = Expectations(seats=(("A", 3), ("B", 2)), seats_source="Délibération 2026-071")


def test_vacancies_are_counted_college_by_college():
    found = composition.vacancies(people(1, 1, college="A"), SEATS)
    assert found.measure == "2 sur 5\u00a0sièges, 3\u00a0vacances (A : 1\u00a0siège ; B : 2\u00a0sièges)."
    assert found.passed is False


@given(st.lists(st.sampled_from("ABC"), max_size=20))
def test_a_full_college_never_hides_a_vacancy_elsewhere(colleges):
    sitters = [Sitter(i, str(i), college=c) for i, c in enumerate(colleges)]
    free = max(3 - colleges.count("A"), 0) + max(2 - colleges.count("B"), 0)
    found = composition.vacancies(sitters, SEATS)
    assert composition.vacant_seats(sitters, SEATS) == free
    assert found.passed is (colleges.count("A") == 3 and colleges.count("B") == 2)


def test_mandates_that_end_within_the_alert_are_listed():
    sitters = [Sitter(1, "a", ends_on=dt.date(2027, 3, 1)), Sitter(2, "b", ends_on=dt.date(2029, 9, 25))]
    found = composition.ending(sitters, Expectations(ending_before=dt.date(2027, 5, 16)))
    assert found.refs == (1,)
    assert found.measure == "1\u00a0mandat prend fin d’ici au 16/05/2027."


def test_only_what_is_asked_is_checked():
    assert composition.check(people(3, 0), Expectations()) == ()
    assert [f.code for f in composition.check(people(3, 0), GAP)] == ["gender_gap"]


@given(st.permutations(range(10)))
def test_findings_do_not_depend_on_the_order_of_people(order):
    sitters = [Sitter(i, str(i), "fm"[i % 2], 20 + 5 * i, "AB"[i % 2]) for i in range(10)]
    expected = Expectations(gender_gap_max=1, age_classes=CENSUS, seats=(("A", 5), ("B", 6)))
    shuffled = [sitters[i] for i in order]
    assert composition.check(shuffled, expected) == composition.check(sitters, expected)
