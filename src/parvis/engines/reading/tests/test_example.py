"""The ten contributions that the documentation works out by hand."""

import csv
import io

import pytest

from parvis.engines.reading import duplicates, similar
from parvis.engines.reading.coders import agreement, make_codings
from parvis.engines.reading.context import in_context
from parvis.engines.reading.corpus import make_corpus

TEN = """\
c01|Des bancs au parc|cadre|cadre
c02|Des bancs et une fontaine au parc|cadre|cadre
c03|Des bancs au parc, vite|cadre|cadre
c04|Une fontaine devant la mairie|cadre|horaires
c05|Le bus du dimanche|bus|bus
c06|LE BUS DU DIMANCHE !|bus|bus
c07|Pour un bus le dimanche|bus|bus
c08|Contre un bus le dimanche|bus|bus
c09|La mairie ouverte le samedi|horaires|horaires
c10|La médiathèque ouverte le samedi|horaires|bus
"""


@pytest.fixture
def ten():
    return list(csv.reader(io.StringIO(TEN), delimiter="|"))


@pytest.fixture
def corpus(ten):
    return make_corpus((place, row[0], row[1]) for place, row in enumerate(ten, start=2))


def test_two_pairs_are_near_duplicates_and_opposites_are_apart(corpus):
    clusters = duplicates.find(corpus)["clusters"]
    assert [[one["id"] for one in cluster["members"]] for cluster in clusters] == [["c01", "c03"], ["c05", "c06"]]
    assert clusters[0]["members"][0]["nearest"] == "0.8299"
    wider = duplicates.find(corpus, threshold=0.5)["clusters"]
    (opposite,) = [cluster for cluster in wider if cluster["kept"] == "c07"]
    assert opposite["opposed"] == ["contre"]


def test_what_resembles_the_first_is_as_calculated(corpus):
    found = similar.find(corpus, one="c01")["found"]
    assert [(one["id"], one["cosine"][:4]) for one in found] == [("c02", "0.77"), ("c03", "0.72")]


def test_the_two_coders_agree_as_calculated(ten):
    rows = [(0, row[0], coder, row[place]) for row in ten for place, coder in ((2, "Zoé"), (3, "Ali"))]
    found = agreement(make_codings(rows))
    assert found["pairs"][0]["kappa"]["exact"] == "11/16"
    assert found["alpha"]["exact"] == "89/127"
    assert [one["id"] for one in found["discuss"]] == ["c04", "c10"]


def test_a_word_is_seen_where_it_is_used(corpus):
    assert [line["id"] for line in in_context(corpus, "bus")["lines"]] == ["c05", "c06", "c07", "c08"]
