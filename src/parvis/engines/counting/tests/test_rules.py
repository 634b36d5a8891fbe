"""Rules that follow the ranking, envelopes, reserves, incompatible projects and ties."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.counting.election import of_totals
from parvis.engines.counting.envelopes import Envelopes, Reserve, Reserves
from parvis.engines.counting.equal_shares import EqualShares
from parvis.engines.counting.greedy import ByVotes, FirstOfEachTerritory, OnePerTerritory
from parvis.engines.counting.phragmen import Phragmen
from parvis.engines.counting.projects import Project
from parvis.engines.counting.simulator import compare, usual_rules
from parvis.engines.counting.tally import Rules, count
from parvis.engines.counting.tests import reference
from parvis.engines.counting.ties import TieBreak
from parvis.engines.errors import BadInput


def project(one, cost, votes, territory="", theme="", deposited=""):
    return Project(one, Fraction(cost), territory=territory, theme=theme, deposited=deposited, web=votes)


@st.composite
def totals(draw):
    """(projects, budget, groups of rivals): few values, so that ties abound."""
    rows = draw(
        st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4), st.sampled_from("ABC ")), min_size=1, max_size=9)
    )
    projects = [project(f"{place}", cost, votes, where.strip()) for place, (cost, votes, where) in enumerate(rows)]
    rivals = [("0", "1")] if len(rows) > 1 and draw(st.booleans()) else []
    return projects, draw(st.integers(0, 15)), rivals


def winners(case, allocation, **rules):
    projects, budget, rivals = case
    return count(of_totals(projects, budget, incompatible=rivals), Rules(allocation, **rules)).winners


def ranking(projects):
    scores, costs = ({one.id: value for one, value in found} for found in _columns(projects))
    return reference.order(scores, costs, [one.id for one in projects if one.total]), costs


def _columns(projects):
    return [(one, one.total) for one in projects], [(one, one.cost) for one in projects]


@pytest.mark.parametrize("misfit", ["skip", "stop"])
@given(case=totals())
def test_by_votes_elects_what_the_reference_elects(misfit, case):
    order, costs = ranking(case[0])
    assert winners(case, ByVotes(misfit)) == reference.by_votes(
        order, costs, case[1], stop=misfit == "stop", rivals=case[2]
    )


@pytest.mark.parametrize("misfit", ["skip", "stop"])
@given(case=totals())
def test_each_territory_is_served_first_as_the_reference_does(misfit, case):
    order, costs = ranking(case[0])
    territories = {one.id: one.territory for one in case[0]}
    wanted = reference.first_of_each(order, costs, case[1], territories, stop=misfit == "stop", rivals=case[2])
    assert winners(case, FirstOfEachTerritory(misfit)) == wanted


@given(case=totals())
def test_repair_serves_as_many_territories_and_never_overspends(case):
    projects, budget, rivals = case
    tally = count(of_totals(projects, budget, incompatible=rivals), Rules(OnePerTerritory()))
    plain = count(of_totals(projects, budget, incompatible=rivals))
    assert tally.territories_served()[0] >= plain.territories_served()[0]
    assert tally.left == budget - sum(one.cost for one in projects if one.id in tally.winners) >= 0
    assert not rivals or not set(rivals[0]) <= set(tally.winners)


@given(case=totals(), allocation=st.sampled_from([ByVotes("stop"), FirstOfEachTerritory(), OnePerTerritory()]))
def test_every_candidate_knows_why(case, allocation):
    projects, budget, rivals = case
    tally = count(of_totals(projects, budget, incompatible=rivals), Rules(allocation))
    rows = tally.to_json()["projects"]
    assert len(rows) == len(projects)
    assert all(row["reason"].startswith(f"{row['score']}\u00a0voix") for row in rows)


def test_the_last_winner_gives_its_place_to_a_territory_without_any():
    case = [project("1", 6, 9, "A"), project("2", 4, 8, "A"), project("3", 3, 2, "B")], 10, []
    tally = count(of_totals(*case[:2]), Rules(OnePerTerritory()))
    assert tally.winners == ["1", "3"]
    assert tally.reason(1) == "8\u00a0voix, 2e, mais cède sa place à 3, premier projet de « B »."
    assert tally.reason(2).endswith("il prend la place des derniers du classement général.")


def test_the_only_winner_of_a_territory_does_not_give_way():
    case = [project("1", 6, 9, "A"), project("2", 4, 8, "B"), project("3", 3, 2, "C")], 10, []
    assert winners(case, OnePerTerritory()) == ["1", "2"]


TOWN = (
    [
        project("1", 40, 9, "Nord", "sport"),
        project("2", 30, 8, "Nord", "sport"),
        project("3", 30, 7, "Sud", "culture"),
        project("4", 20, 6, "Sud", "sport"),
        project("5", 10, 5, "", "culture"),
    ],
    100,
    [],
)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Envelopes("territory", {"Nord": 40, "Sud": 50}), ["1", "3", "4"]),
        (Envelopes("territory", {"Nord": 40, "Sud": 50}, pooled=True), ["1", "3", "4", "5"]),
        (Envelopes("territory", {"Nord": 40, "Sud": 20, "": 40}), ["5", "1", "4"]),
        (Envelopes("theme", {"culture": 10, "sport": 60}, ByVotes("stop")), ["1"]),
        (Envelopes("theme", {"culture": 40, "sport": 60}), ["3", "5", "1", "4"]),
        (Reserves((Reserve("Jeunes", 30, "theme", ("culture",)),)), ["3", "1", "2"]),
        (Reserves((Reserve("Quartiers", 50, "territory", ("Sud",)),), ByVotes("stop")), ["3", "4", "1"]),
    ],
)
def test_money_cut_beforehand_is_spent_part_by_part(rule, wanted):
    assert winners(TOWN, rule) == wanted


def test_a_project_without_envelope_is_told_so():
    tally = count(of_totals(*TOWN[:2]), Rules(Envelopes("territory", {"Nord": 40, "Sud": 50})))
    assert tally.reason(4) == "5\u00a0voix, mais aucune enveloppe ne couvre son territoire."


def test_rivals_are_told_apart_across_envelopes():
    rule = Envelopes("territory", {"Nord": 50, "Sud": 50})
    assert winners((TOWN[0], 100, [("1", "3")]), rule) == ["1", "4"]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (lambda: Envelopes("territory", {"Nord": 90, "Sud": 50}), "plus que les 100\u00a0€ du vote"),
        (lambda: Envelopes("quartier", {"Nord": 90}), "choix possibles : territory, theme"),
        (lambda: Envelopes("theme", {}), "Aucune enveloppe"),
        (lambda: Reserves((Reserve("Jeunes", 130, "theme", ("culture",)),)), "plus que"),
        (lambda: ByVotes("perhaps"), "ni « skip »"),
        (lambda: EqualShares("happiness"), "choix possibles : cost, cardinality"),
        (lambda: EqualShares(completion="more"), "Complément"),
        (lambda: EqualShares(step=0), "doit être positif"),
        (lambda: Phragmen(), "il lui faut les bulletins"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(rule, sentence):
    with pytest.raises(BadInput, match=sentence):
        winners(TOWN, rule())


EQUAL = [
    project("10", 7, 5, deposited="2026-03-02"),
    project("9", 7, 5, deposited="2026-03-01"),
    project("2", 6, 5, deposited="2026-03-05"),
]


@pytest.mark.parametrize(
    ("tie_break", "wanted"),
    [
        (TieBreak(), ["2", "9", "10"]),
        (TieBreak(("earlier",)), ["9", "10", "2"]),
        (TieBreak(("identifier",)), ["2", "9", "10"]),
        (TieBreak(("draw",), "boule 7, 12, 31"), ["10", "9", "2"]),
        (TieBreak(("draw",), "boule 8"), ["2", "10", "9"]),
        (TieBreak(("cheaper", "draw"), "boule 7, 12, 31"), ["2", "10", "9"]),
    ],
)
def test_equal_projects_pass_in_the_order_of_the_rules(tie_break, wanted):
    assert winners((EQUAL, 20, []), ByVotes(), tie_break=tie_break) == wanted


def test_the_criterion_that_decided_is_published():
    tally = count(of_totals(EQUAL, 20), Rules())
    assert tally.to_json()["ties"] == [
        {"first": "2", "next": "9", "criterion": "cheaper"},
        {"first": "9", "next": "10", "criterion": "earlier"},
    ]


def test_an_equality_that_the_rules_do_not_decide_is_refused():
    with pytest.raises(BadInput, match="9 et 10 sont à égalité et le règlement ne les départage pas"):
        winners((EQUAL, 20, []), ByVotes(), tie_break=TieBreak(("cheaper",)))


@pytest.mark.parametrize(("criteria", "sentence"), [(("luck",), "ne départage rien"), (("draw",), "demande sa graine")])
def test_a_tie_break_that_means_nothing_is_refused(criteria, sentence):
    with pytest.raises(BadInput, match=sentence):
        TieBreak(criteria)


def test_a_minimum_score_leaves_projects_out():
    assert winners(TOWN, ByVotes(), minimum=8) == ["1", "2"]


@pytest.mark.parametrize(
    ("projects", "rivals", "sentence"),
    [
        ([], [], "Aucun projet"),
        ([project("1", 1, 1), project("1", 2, 1)], [], "Le projet « 1 » est là deux fois"),
        ([project("", 1, 1)], [], "pas d’identifiant"),
        ([project("1", 1, None)], [], "pas de nombre de voix"),
        ([project("1", 1, 1)], [("1", "2")], "« 2 » n’est pas soumis au vote"),
        ([project("1", 1, 1)], [("1", "1")], "n’en nomme pas deux"),
    ],
)
def test_projects_that_contradict_each_other_are_refused(projects, rivals, sentence):
    with pytest.raises(BadInput, match=sentence):
        of_totals(projects, 10, incompatible=rivals)


def test_one_vote_is_replayed_under_every_rule():
    election = of_totals(*TOWN[:2])
    found = compare(election, usual_rules(election))
    rows = {row["name"]: row for row in found["rules"]}
    assert rows["au nombre de voix"]["elected"] == ["1", "2", "3"]
    assert rows["enveloppe par thème"]["elected"] == ["3", "5", "1"]
    assert set(found["always"]) | set(found["never"]) | set(found["depends"]) == {"1", "2", "3", "4", "5"}
    assert found["always"] == ["3"]
