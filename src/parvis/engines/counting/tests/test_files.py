"""Files of a vote: `.pb` read and written without loss, flat CSV, paper and web merged, refusals with their line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.counting.flat import read_flat, write_flat
from parvis.engines.counting.greedy import ByVotes
from parvis.engines.counting.kinds import Approval, ChooseOne, Cumulative, Knapsack, Ranked
from parvis.engines.counting.merging import joined, merged
from parvis.engines.counting.money import amount, exact_text
from parvis.engines.counting.pabulib import document_of, election_of, kind_of, parse, with_results, write_pb
from parvis.engines.counting.tally import Rules, count
from parvis.engines.errors import BadInput
from parvis.engines.tests.data import shared
from parvis.engines.words import euros

TOWN = (
    """META
key;value
description;Budget participatif ; édition 1
unit;Cerzelles
my_own_key;kept "as it is"
num_projects;3
num_votes;4
budget;100.50
vote_type;approval
min_length;1
max_length;2
PROJECTS
project_id;cost;name;mystery
a;60;"Lavoir ; sous l'auvent";x
b;40.50;"Le ""grand"" banc";
c;30;Mare;y
VOTES
voter_id;age;vote;voting_method
1;25-39;a,b;internet
2;;a;paper
3;60-74;"c,b";internet
4;16-24;a,b,c;internet
""".replace("description;Budget participatif ; édition 1", 'description;"Budget participatif ; édition 1"')
    .replace('"c,b"', "c,b")
    .replace('my_own_key;kept "as it is"', 'my_own_key;"kept ""as it is"""')
)


def test_a_document_is_written_back_as_it_was():
    assert write_pb(parse(TOWN)) == TOWN
    assert write_pb(parse(TOWN.replace("\n", "\r\n"))) == TOWN.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["bp_syn_1000_20.pb", "bp_syn_10000_100.pb"])
def test_public_files_are_written_back_as_they_were(name):
    text = shared(f"synthetique/{name}").read_text(encoding="utf-8")
    assert write_pb(parse(text)) == text


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.tuples(CELL, CELL), max_size=5), st.lists(CELL, max_size=3))
def test_cells_of_any_text_survive(rows, values):
    document = parse(TOWN)
    document.projects.rows.extend([f"p{place}", "1", *row] for place, row in enumerate(rows))
    document.meta.rows.extend([f"key{place}", value] for place, value in enumerate(values))
    again = parse(write_pb(document))
    assert (again.meta.rows, again.projects.rows, again.votes.rows) == (
        document.meta.rows,
        document.projects.rows,
        document.votes.rows,
    )


def test_a_document_is_counted():
    election = election_of(parse(TOWN))
    tally = count(election, Rules(ByVotes()))
    assert (tally.winners, exact_text(tally.left), election.void) == (["b", "a"], "0", {"trop de choix": 1})
    assert election.received == {"internet": {"received": 3}, "paper": {"received": 1}}
    table = with_results(parse(TOWN), tally).projects
    assert table.columns == ["project_id", "cost", "name", "mystery", "votes", "selected"]
    assert [row[4:] for row in table.rows] == [["2", "1"], ["2", "1"], ["1", "0"]]


def test_a_vote_becomes_a_document_that_counts_the_same():
    election = election_of(parse(TOWN))
    again = election_of(parse(write_pb(document_of(election, {"vote_type": "approval", "unit": "Cerzelles"}))))
    assert count(again).winners == count(election).winners
    assert again.scores == election.scores


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ("vote_type;approval\nmin_length;3\nmax_length;10", Approval(3, 10)),
        ("vote_type;approval\nmax_sum_cost;250", Knapsack(budget=amount("250"))),
        ("vote_type;choose-1", ChooseOne()),
        ("vote_type;ordinal\nmax_length;3", Ranked((3, 2, 1), most=3)),
        ("vote_type;cumulative\nmax_sum_points;10\nmax_points;4", Cumulative(10, 4)),
        ("vote_type;scoring", Cumulative()),
    ],
)
def test_meta_says_the_kind_of_ballot(meta, kind):
    text = f"META\nkey;value\n{meta}\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n"
    assert kind_of(parse(text)) == kind


def changed(before, after):
    assert before in TOWN
    return TOWN.replace(before, after)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello\n", "Ligne 1 : le fichier doit commencer par la ligne « META »."),
        (changed("PROJECTS", "VOTES"), "Ligne 17 : la section VOTES est là deux fois."),
        (TOWN[: TOWN.index("VOTES")], "La section VOTES manque."),
        (changed("c;30;Mare;y", "c;30;Mare"), "Ligne 16 : 4 cellules étaient attendues, il y en a 3."),
        (changed("c;30", "c;-30"), "Ligne 16 : le coût « -30 » est au-dessous de zéro."),
        (changed("c;30", "c;1e999999999"), "Ligne 16 : le coût « 1e999999999 » n’est pas un nombre."),
        (changed("c;30", "c;beaucoup"), "Ligne 16 : le coût « beaucoup » n’est pas un nombre."),
        (changed("c;30", "a;30"), "Ligne 16 : le projet « a » est là deux fois."),
        (changed("2;;a;", "2;;z;"), "Ligne 20 : le bulletin nomme le projet « z », qui n’est pas soumis au vote."),
        (changed("2;;a;", "1;;a;"), "Ligne 20 : le votant « 1 » a déjà un bulletin à la ligne 19."),
        (changed("num_votes;4", "num_votes;5"), "Ligne 7 : 5 bulletins annoncés, 4 lus."),
        (changed("num_votes;4", "unit;4"), "Ligne 7 : la clé « unit » est là deux fois."),
        (changed("budget;100.50", "money;1"), "La clé « budget » manque dans META."),
        (changed("vote_type;approval", "vote_type;shout"), "Ligne 9 : le type de vote « shout » n’est pas connu."),
        (changed("min_length;1", "min_length;1.5"), "Ligne 10 : « min_length » n’est pas un nombre entier."),
        (changed("project_id;cost;", "project_id;price;"), "La colonne « cost » manque"),
        (changed("voter_id;age;vote;", "voter_id;vote;vote;"), "Ligne 18 : la colonne « vote » est là deux fois."),
        (changed("vote_type;approval", "vote_type;cumulative"), "demande des points sur chaque bulletin"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused_with_its_line(text, sentence):
    with pytest.raises(BadInput) as refusal:
        election_of(parse(text))
    assert sentence in str(refusal.value)


TWICE = """META
key;value
budget;10
vote_type;approval
num_votes;5
PROJECTS
project_id;cost
a;6
b;5
VOTES
voter_id;vote;voting_method;cast_at
7;a;internet;2026-09-21T10:00
7;b;paper;2026-09-20T09:00
8;b;internet;2026-09-22T10:00
8;a;internet;2026-09-23T10:00
9;b;paper;2026-09-23T10:00
"""


@pytest.mark.parametrize(
    ("priority", "votes", "kept"),
    [
        ("paper", {"7": "b", "8": "a", "9": "b"}, {"internet": 1, "paper": 2}),
        ("internet", {"7": "a", "8": "a", "9": "b"}, {"internet": 2, "paper": 1}),
        ("first", {"7": "b", "8": "b", "9": "b"}, {"internet": 1, "paper": 2}),
        ("last", {"7": "a", "8": "a", "9": "b"}, {"internet": 2, "paper": 1}),
    ],
)
def test_one_ballot_per_person_by_the_priority_of_the_rules(priority, votes, kept):
    lines = TWICE.splitlines()
    for text in (TWICE, "\n".join(lines[:11] + lines[:10:-1]) + "\n"):
        document, report = merged(parse(text), priority)
        assert dict(zip(document.votes.column("voter_id"), document.votes.column("vote"), strict=True)) == votes
        assert {channel: line["kept"] for channel, line in report.items()} == kept
        assert sum(line["doubles"] for line in report.values()) == 2
        assert election_of(document, received=report).received == report


def test_two_different_ballots_without_time_are_refused():
    untimed = TWICE.replace("2026-09-22T10:00", "").replace("2026-09-23T10:00", "")
    with pytest.raises(BadInput, match=r"deux bulletins différents \(ligne 14, en ligne et ligne 15, en ligne\)"):
        merged(parse(untimed), "paper")
    with pytest.raises(BadInput, match="n’est pas connue"):
        merged(parse(TWICE), "louder")


def test_paper_and_web_files_are_joined():
    web = parse(TOWN)
    paper = parse(TOWN.replace("voting_method", "station").replace("3;60-74;c,b;", "9;60-74;c;"))
    both = joined(web, paper)
    assert both.get("num_votes") == "8"
    assert both.votes.column("voting_method") == ["internet", "paper", "internet", "internet", *["paper"] * 4]
    document, report = merged(both, "paper")
    assert report == {
        "internet": {"received": 3, "kept": 1, "doubles": 2},
        "paper": {"received": 5, "kept": 4, "doubles": 1},
    }
    assert len(document.votes.rows) == 5
    with pytest.raises(BadInput, match="« c » n’est pas le même"):
        joined(web, parse(changed("c;30", "c;31")))


FLAT = "id;titre;canton;etat;cout_estime;voix_en_ligne;voix_papier;voix_total\n"


def test_a_flat_table_is_counted_and_written(file_of):
    rows = "1;Banc;Nord;soumise au vote;60;8;2;10\n2;Mare;Sud;irrecevable;;;;\n3;Four;Sud;soumise au vote;1 50,5;7;;7\n"
    written = write_flat(count(read_flat(file_of(FLAT + rows), 100)))
    assert written.splitlines()[0].startswith("id;titre;territoire;theme;cout_estime;voix_en_ligne")
    assert written.splitlines()[1].startswith("1;Banc;Nord;;60;8;2;10;1;lauréat;")
    assert written.splitlines()[2].startswith("3;Four;Sud;;150.5;7;;7;2;non lauréat;")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("1;Banc;Nord;soumise au vote;60;8;2;11\n", "Ligne 2 : 8 et 2 voix ne font pas 11."),
        ("1;Banc;Nord;soumise au vote;60;8;deux;\n", "Ligne 2 : « deux » n’est pas un nombre de voix."),
        ("1;Banc;Nord;soumise au vote;;8;2;10\n", "Ligne 2 : le coût «  » n’est pas un nombre."),
        ("1;Banc;Nord;retirée;;;;\n", "Aucun projet n’est soumis au vote."),
    ],
)
def test_a_flat_table_that_contradicts_itself_is_refused(file_of, rows, sentence):
    with pytest.raises(BadInput) as refusal:
        read_flat(file_of(FLAT + rows), 100)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "told", "written"),
    [("34600", "34\u00a0600\u00a0€", "34600"), ("12,5", "12,50\u00a0€", "12.5"), ("1/3", "0,33\u00a0€", "1/3")],
)
def test_money_is_exact_and_readable(value, told, written):
    assert (euros(amount(value)), exact_text(amount(value))) == (told, written)


@settings(max_examples=300)
@given(
    st.integers(0, len(TOWN)),
    st.integers(0, 12),
    st.text(st.sampled_from('abVOTES;,"\n\r-0.5é\0 '), max_size=8),
)
def test_a_damaged_document_is_counted_or_refused_and_nothing_else(start, cut, text):
    damaged = TOWN[:start] + text + TOWN[start + cut :]
    try:
        left = count(election_of(parse(damaged))).left
    except BadInput:
        left = 0
    assert left >= 0
