"""Participants beside the census, and the whole engine from a terminal."""

import json

import numpy as np
import pytest

from parvis.engines.console import main
from parvis.engines.errors import BadInput
from parvis.engines.tests.data import shared
from parvis.engines.weighing.likeness import compare
from parvis.engines.weighing.margins import make_margins
from parvis.engines.weighing.sample import read_sample

from .test_raking import margins_of, sample_of


def test_participants_are_compared_with_the_census():
    people = [{"age": "jeune"}] * 6 + [{"age": "vieux"}] * 14
    census = margins_of({"age": {"jeune": 50, "vieux": 40, "enfant": 10}})
    (found,) = compare(sample_of(*people), census)["features"]
    rows = {row["value"]: row for row in found["rows"]}
    assert rows["jeune"] == {"value": "jeune", "census": "0.5000", "people": 6, "share": "0.3000", "gap": "-0.2000"}
    assert rows["enfant"]["gap"] == "-0.1000"
    assert found["absent"] == ["enfant"]
    assert found["apart"] == "0.3000"


def test_few_participants_of_a_value_are_not_shown():
    people = [{"age": "jeune"}] * 2 + [{"age": "vieux"}] * 14 + [{"age": "moyen"}] * 9 + [{"age": ""}] * 2
    census = margins_of({"age": {"jeune": 5, "moyen": 5, "vieux": 10}})
    (found,) = compare(sample_of(*people), census, np.ones(27))["features"]
    assert [row["people"] for row in found["rows"]] == [None, None, 14]
    assert found["known"] == 25
    assert found["rows"][2]["weighted"] == "0.5600"
    assert found["apart"] == "0.0600"


def test_an_answer_that_the_census_does_not_know_is_refused():
    with pytest.raises(BadInput, match="Ligne 2 : « age : autre » : la table de recensement ne la connaît pas"):
        compare(sample_of({"age": "autre"}), margins_of({"age": {"jeune": 1}}))


def test_nobody_known_is_said_without_dividing_by_zero():
    (found,) = compare(sample_of(*[{"age": ""}] * 6), margins_of({"age": {"jeune": 1}}))["features"]
    assert (found["known"], found["apart"], found["rows"][0]["share"]) == (0, None, None)


def test_a_comparison_that_hides_all_gives_no_figure(tmp_path, capsys):
    answers, census = tmp_path / "reponses.csv", tmp_path / "recensement.csv"
    answers.write_text("id,age\n" + "".join(f"p{n},{'jv'[n % 2]}\n" for n in range(8)), encoding="utf-8")
    census.write_text("feature,value,count\nage,j,1\nage,v,3\n", encoding="utf-8")
    assert main(["weigh", "compare", str(answers), f"--census={census}", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert told.count("•") == 2
    assert "concorde" not in told


def test_a_pool_of_volunteers_is_raked_from_a_terminal(tmp_path, capsys):
    answers, census = str(shared("synthetique/vivier_500.csv")), tmp_path / "recensement.csv"
    census.write_text(
        "feature,value,count\ngenre,femme,52\ngenre,homme,48\n"
        "diplome,aucun,22\ndiplome,cap_bep,25\ndiplome,bac,18\ndiplome,sup,35\n",
        encoding="utf-8",
    )
    asked = ["weigh", "rake", answers, f"--census={census}", "--floor=0.2", "--ceiling=5", "--quiet"]
    assert main([*asked, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    sample = read_sample(answers)
    margins = make_margins([(2, {"feature": "diplome", "value": v, "count": "1"}) for v in ("aucun",)])
    assert margins[0].share("aucun") == 1
    none = [one for one, cell in zip(sample.ids, sample.feature("diplome"), strict=True) if cell == "aucun"]
    assert sum(float(value["weights"][one]) for one in none) / 500 == pytest.approx(0.22, abs=1e-5)
    assert value["margin"] is None
    assert "ont choisi de répondre" in value["reason"]
    assert main([*asked, "--sampling=random"]) == 0
    told = capsys.readouterr().out
    assert "500 personnes, poids de " in told
    assert "Marge d’erreur : " in told
    assert "  diplome : aucun : " in told


def test_a_question_is_crossed_and_participants_compared_from_a_terminal(tmp_path, capsys):
    answers, census = str(shared("synthetique/vivier_500.csv")), tmp_path / "recensement.csv"
    census.write_text("feature,value,count\ngenre,femme,52\ngenre,homme,48\n", encoding="utf-8")
    table = ["weigh", "table", answers, "--question=logement", "--by=pcs", f"--census={census}", "--quiet"]
    assert main(table) == 0
    assert "• : case cachée" in capsys.readouterr().out
    assert main(["weigh", "compare", answers, f"--census={census}", "--quiet"]) == 0
    assert "genre (500 réponses connues)\n  femme : 52,0\u00a0% des habitants, " in capsys.readouterr().out
    assert main(["weigh", "compare", answers, "--quiet"]) == 1
    assert capsys.readouterr().err == "Refusé. Il manque --census pour « compare ».\n"
