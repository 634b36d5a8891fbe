"""The reserve keeps the stratum; who replaces whom is said with the reason of each person passed over."""

import pytest

from parvis.engines.drawing.reserve import replace, reserves
from parvis.engines.drawing.seed import order
from parvis.engines.errors import BadInput

from .makers import pool_of, quota


def town():
    """Ten people: Nord p002 to p007, Sud p008 to p011; one woman out of two."""
    rows = [{"canton": "Nord" if place < 6 else "Sud", "genre": "fh"[place % 2], "foyer": ""} for place in range(10)]
    rows[0]["foyer"] = rows[5]["foyer"] = "a"
    return pool_of(*rows, household="foyer")


PANEL = ("p002", "p003", "p008")


def test_the_reserve_waits_by_stratum_in_the_order_of_the_seed():
    waiting = reserves(town(), PANEL, ["canton"], 5, "abc")
    free = {"Nord": ["p004", "p005", "p006"], "Sud": ["p009", "p010", "p011"]}
    assert {stratum: len(people) for stratum, people in waiting.items()} == {"Nord": 3, "Sud": 2}
    for stratum, people in waiting.items():
        assert people == order("abc", free[stratum])[: len(people)]


def test_nobody_of_a_home_already_seated_waits():
    assert "p007" not in reserves(town(), PANEL, [], 99, "abc")["ensemble du vivier"]


def test_the_first_of_the_stratum_who_keeps_the_quotas_comes():
    quotas = (quota("genre:f", 2, 2), quota("genre:h", 1, 1))
    change = replace(town(), quotas, PANEL, {"Nord": ["p005", "p004"]}, ["canton"], "p002")
    assert (change.coming, change.departures) == ("p004", ())
    assert change.passed == (("p005", "« genre : f » compterait 1 siège au lieu de 2."),)
    assert str(change) == (
        "p004 remplace p002 (strate « Nord »). p005 passe son tour : « genre : f » compterait 1 siège au lieu de 2."
    )


def test_when_nobody_keeps_them_all_the_loss_is_said():
    quotas = (quota("genre:f", 2, 2),)
    change = replace(town(), quotas, PANEL, {"Nord": ["p005"]}, ["canton"], "p002")
    assert change.coming == "p005"
    assert "Écart accepté faute de mieux : « genre : f » compterait 1 siège au lieu de 2." in str(change)


def test_a_used_up_reserve_and_a_stranger_are_refused():
    with pytest.raises(BadInput, match="La réserve de la strate « Nord » est épuisée"):
        replace(town(), (), PANEL, {"Nord": ["p003"]}, ["canton"], "p002")
    with pytest.raises(BadInput, match="« p011 » ne siège pas"):
        replace(town(), (), PANEL, {}, ["canton"], "p011")
