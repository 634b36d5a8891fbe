"""From a pool to a panel, and back: anybody replays the whole draw, and whatever was touched shows."""

import json
import random
from fractions import Fraction
from types import SimpleNamespace

import pytest

from parvis.engines.console import main
from parvis.engines.drawing.checking import check_list, check_plain, check_record
from parvis.engines.drawing.pool import read_pool
from parvis.engines.drawing.publication import FIELDS, Plan, examine, publish, sealed
from parvis.engines.drawing.quotas import read_quotas
from parvis.engines.drawing.record import FIELDS as RECORD_FIELDS
from parvis.engines.drawing.record import draw, draw_plainly, replaced, sitting
from parvis.engines.drawing.report import read_census, report, tell
from parvis.engines.errors import BadInput
from parvis.engines.tests.data import shared
from parvis.engines.tests.processes import in_two_processes

from .makers import panel_holds, pool_of, quota

SEED = "30062026-17-04-33-41-08-12"


@pytest.fixture(scope="module")
def drawn():
    """The fictitious pool of 150 people: thirty are drawn under five quotas."""
    pool = read_pool(shared("synthetique/vivier_150.csv"))
    quotas = read_quotas(shared("synthetique/quotas_150_pour_30.csv"))
    listed = publish(pool, quotas, Plan(30, strata=("genre",), reserve=20))
    return SimpleNamespace(pool=pool, quotas=quotas, listed=listed, record=draw(listed, pool, SEED))


def test_every_panel_of_the_list_respects_every_quota_and_the_bound_is_near(drawn):
    people = drawn.pool.by_id
    panels = [panel.split(" ") for panel in drawn.listed["panels"]]
    assert len(panels) == 1000
    assert all(panel_holds([people[one] for one in panel], drawn.quotas) for panel in panels)
    lowest, bound = float(drawn.listed["lowest"]), float(drawn.listed["bound"])
    assert 0.99 * bound <= lowest <= bound
    assert float(drawn.listed["departure"]) <= 0.001


def test_the_whole_draw_is_replayed(drawn):
    checks = check_list(drawn.listed, drawn.pool, recompute=True) + check_record(drawn.record, drawn.listed, drawn.pool)
    assert [str(check) for check in checks if not check.holds] == []
    assert len(checks) == 13


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("seats", 29, "chaque panel compte 29 personnes différentes"),
        ("lowest", "0.200000", "la chance la plus faible est celle annoncée"),
        ("bound", "0.100000", "aucun tirage ne ferait mieux"),
        ("quotas", [["genre", "femme", 29, 30], ["genre", "homme", 0, 1]], "chaque panel respecte chaque quota"),
        ("promised", {"0.900000": "p00000"}, "la chance de chacun"),
    ],
)
def test_whatever_was_touched_in_the_list_shows(drawn, name, value, what):
    touched = {**drawn.listed, name: value}
    if name == "quotas":
        touched["certificate"] = [["", "0"]] * 3
    wrong = [check.what for check in check_list(touched, drawn.pool) if not check.holds]
    assert wrong[0] == "empreinte : liste"
    assert any(check.startswith(what) for check in wrong)


def test_whatever_was_touched_in_the_record_shows(drawn):
    touched = sealed({**drawn.record, "seed": "une autre"})
    wrong = [check.what for check in check_record(touched, drawn.listed, drawn.pool) if not check.holds]
    assert "la graine choisit ce panel" in wrong
    other = sealed({**drawn.record, "panel": drawn.listed["panels"][0].split(" ")})
    wrong = [check.what for check in check_record(other, drawn.listed) if not check.holds]
    assert wrong == ["le panel est celui de la liste"]


def test_another_pool_is_refused(drawn):
    other = pool_of({"genre": "femme"})
    assert [check.holds for check in check_list(drawn.listed, other)] == [True, True, True, False]
    with pytest.raises(BadInput, match="leurs empreintes diffèrent"):
        draw(drawn.listed, other, SEED)


def test_replacements_are_kept_and_replayed(drawn):
    record, left = drawn.record, drawn.record["panel"][:2]
    for leaving in left:
        record = replaced(record, drawn.listed, drawn.pool, leaving, "refus")
    now = sitting(record)
    assert len(set(now)) == 30
    assert not set(left) & set(now)
    women = sum(drawn.pool.by_id[one].cells["genre"] == "femme" for one in record["panel"])
    assert sum(drawn.pool.by_id[one].cells["genre"] == "femme" for one in now) == women
    assert all(check.holds for check in check_record(record, drawn.listed, drawn.pool))
    record["replacements"][0]["coming"] = record["panel"][5]
    assert not all(check.holds for check in check_record(sealed(record), drawn.listed, drawn.pool))


def test_the_report_says_each_group_and_compares_with_the_census(drawn, file_of):
    census = file_of("feature,value,count\ngenre,femme,52000\ngenre,homme,48000\n")
    value = report(drawn.listed, drawn.pool, drawn.record, read_census(census))
    women = next(group for group in value["groups"] if group["group"] == "genre : femme")
    assert women["drawn"] == sum(drawn.pool.by_id[one].cells["genre"] == "femme" for one in drawn.record["panel"])
    assert women["low"] <= women["drawn"] <= women["high"]
    assert [row["census"] for row in value["census"]] == [52.0, 48.0]
    assert "genre : femme : 52,0\u00a0% au recensement" in tell(value)


def test_a_scarce_group_is_said_to_be_drawn_for_certain():
    pool = pool_of({"age": "75+"}, *[{"age": "autre"}] * 5)
    quotas = (quota("age:75+", 1, 1), quota("age:autre", 1, 1))
    value = report(publish(pool, quotas, Plan(2)), pool)
    assert value["certain"] == ["age : 75+"]
    assert "Groupes si rares que tous sont tirés : age : 75+." in tell(value)


def test_an_impossible_draw_says_the_smallest_relaxation_and_publishes_it():
    pool = pool_of({"age": "75+"}, *[{"age": "autre"}] * 5)
    quotas, plan = (quota("age:75+", 2, 2), quota("age:autre", 0, 3)), Plan(4, order=("age",))
    said = "« age : 75+ » : le minimum passe de 2 à 1 (1 personne dans le vivier)."
    assert examine(pool, quotas, plan)[0] == ["« age : 75+ » : 2 sièges au moins, 1 personne dans le vivier."]
    with pytest.raises(BadInput, match="Aucun panel ne respecte tous ces quotas") as refusal:
        publish(pool, quotas, plan)
    assert said in str(refusal.value)
    listed = publish(pool, quotas, plan, relax=True)
    assert [one["told"] for one in listed["relaxations"]] == [said]
    assert all(check.holds for check in check_list(listed, pool, recompute=True))
    with pytest.raises(BadInput, match="pas de colonne « canton » pour les strates"):
        publish(pool, quotas, Plan(4, strata=("canton",)))


def test_a_person_whom_no_panel_can_hold_is_named():
    pool = pool_of({"age": "j"}, {"age": "v"}, {"age": "v"})
    listed = publish(pool, (quota("age:j", 0, 0), quota("age:v", 1, 1)), Plan(1))
    assert listed["never"] == ["p002"]
    assert Fraction(listed["lowest"]) == Fraction(1, 2)
    assert all(check.holds for check in check_list(listed, pool))


def test_a_simple_draw_is_replayed():
    pool = pool_of(*[{"canton": "Nord"}] * 6, *[{"canton": "Sud"}] * 3)
    record = draw_plainly(pool, 3, SEED, strata=("canton",), reserve=3)
    assert {stratum: len(people) for stratum, people in record["reserve"].items()} == {"Nord": 2, "Sud": 1}
    assert all(check.holds for check in check_plain(record, pool))
    assert not all(check.holds for check in check_plain(sealed({**record, "seed": "autre"}), pool))


PUBLISH = """
import sys
from parvis.engines.drawing.pool import make_pool
from parvis.engines.drawing.publication import Plan, publish
from parvis.engines.drawing.quotas import make_quotas
from parvis.engines.files import read_rows
import random
pool, quotas, shuffle = read_rows(sys.argv[1]), read_rows(sys.argv[2]), random.Random(int(sys.argv[3]))
shuffle.shuffle(pool)
shuffle.shuffle(quotas)
print(publish(make_pool(pool), make_quotas(quotas), Plan(30, panels=300))["fingerprint"])
"""


def test_the_list_is_the_same_in_another_process_whatever_the_order_of_the_files():
    paths = [str(shared(f"synthetique/{name}.csv")) for name in ("vivier_150", "quotas_150_pour_30")]
    first, second = in_two_processes(lambda number: ["-c", PUBLISH, *paths, number])
    assert first == second


def test_a_resident_does_it_all_from_a_terminal(tmp_path, capsys):
    """Examine, publish, draw, replace, report, verify, as docs/engines/drawing.md says."""
    rows = [f"p{n:02d},{'fh'[n % 2]},{'jv'[n % 3 == 0]}" for n in range(12)]
    random.Random(1).shuffle(rows)
    files = {
        "vivier.csv": "\n".join(["id,genre,age", *rows]),
        "quotas.csv": "feature,value,min,max\ngenre,f,2,2\ngenre,h,2,2\nage,j,1,3\nage,v,1,3\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pool, quotas = f"--pool={tmp_path / 'vivier.csv'}", f"--quotas={tmp_path / 'quotas.csv'}"
    listed, record = f"--list={tmp_path / 'liste.json'}", f"--record={tmp_path / 'pv.json'}"

    def said(*arguments):
        code = main(["draw", *arguments, "--quiet"])
        out = capsys.readouterr()
        return code, out.out or out.err

    assert said("examine", pool, quotas, "--seats=4") == (0, "Les quotas peuvent être respectés.\n")
    saved = ["--json", f"--output={tmp_path / 'liste.json'}"]
    assert said("publish", pool, quotas, "--seats=4", "--strata=genre", "--reserve=6", *saved)[0] == 0
    assert said("panel", pool, listed, "--seed=abc", "--json", f"--output={tmp_path / 'pv.json'}")[0] == 0
    panel = json.loads((tmp_path / "pv.json").read_text(encoding="utf-8"))["panel"]
    leaving = said("replace", pool, listed, record, f"--leaving={panel[0]}", "--reason=refus")
    assert f"remplace {panel[0]}" in leaving[1]
    assert "Liste de 1000 panels de 4 personnes parmi 12." in said("publish", pool, quotas, "--seats=4")[1]
    assert "« genre : f » : 2 demandés, 6 dans le vivier, chance de 33,3" in said("report", pool, listed, record)[1]
    assert said("verify", pool, listed, record, "--recompute")[1].endswith("Tout tient.\n")
    assert said("simple", pool, "--seats=3", "--seed=abc")[1].startswith("Graine : « abc »\nensemble du vivier : ")
    assert said("publish", pool, quotas) == (1, "Refusé. Dites le nombre de sièges du panel avec --seats.\n")
    assert said("panel", pool, "--seed=abc") == (1, "Refusé. Il manque --list pour « panel ».\n")
    assert (
        "n’est pas un fichier « parvis-tirage-1 »"
        in said("replace", pool, listed, f"--record={tmp_path / 'liste.json'}")[1]
    )
    assert said("verify", f"--list={tmp_path / 'vivier.csv'}")[1].startswith("Refusé. Ligne 1 : ")


def without(value, name):
    return json.dumps({field: part for field, part in value.items() if field != name})


@pytest.mark.parametrize("name", FIELDS)
def test_a_list_that_lost_a_field_is_refused(drawn, file_of, capsys, name):
    path = file_of(without(drawn.listed, name), "liste.json")
    assert main(["draw", "verify", f"--list={path}", "--quiet"]) == 1
    assert capsys.readouterr().err == f"Refusé. « liste.json » n’est pas entier : « {name} » y manque.\n"


@pytest.mark.parametrize("name", RECORD_FIELDS["parvis-tirage-1"])
def test_a_record_that_lost_a_field_is_refused(drawn, file_of, capsys, name):
    path, listed = file_of(without(drawn.record, name), "pv.json"), file_of(json.dumps(drawn.listed))
    assert main(["draw", "verify", f"--list={listed}", f"--record={path}", "--quiet"]) == 1
    assert capsys.readouterr().err == f"Refusé. « pv.json » n’est pas entier : « {name} » y manque.\n"


def test_the_ten_people_of_the_documentation_have_the_chances_found_by_hand():
    names = ["ana", "bea", "chloe", "dina", "eric", "fodil", "guy", "hugo", "ivan", "jean"]
    rows = [
        {"id": name, "genre": "femme" if place < 4 else "homme", "age": "jeune" if name in ("ana", "eric") else "autre"}
        for place, name in enumerate(names)
    ]
    quotas = (
        quota("age:autre", 0, 4),
        quota("age:jeune", 1, 2),
        quota("genre:femme", 2, 2),
        quota("genre:homme", 2, 2),
    )
    listed = publish(pool_of(*rows), quotas, Plan(4))
    assert listed["promised"] == {
        "0.333333": "eric fodil guy hugo ivan jean",
        "0.444444": "bea chloe dina",
        "0.666667": "ana",
    }
    assert (listed["lowest"], listed["bound"]) == ("0.333000", "0.333334")
    assert draw(listed, pool_of(*rows), SEED)["number"] == 482
