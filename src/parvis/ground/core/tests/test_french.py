import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ground.core import french

TODAY = dt.date(2026, 11, 16)


def spaced(text):
    """With ordinary spaces, to compare with what one types."""
    return text.replace(french.NBSP, " ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 12, 10), "jeudi 10 décembre 2026"),
        (dt.date(2026, 9, 1), "mardi 1er septembre 2026"),
        (dt.datetime(2026, 12, 10, 18, 30), "jeudi 10 décembre 2026, 18 h 30"),
        (dt.datetime(2026, 12, 10, 9, 0), "jeudi 10 décembre 2026, 9 h"),
    ],
)
def test_dates_are_written_in_full(day, words):
    assert spaced(french.full_datetime(day)) == words


def test_an_hour_is_that_of_paris():
    assert spaced(french.hour(dt.datetime(2026, 12, 10, 17, 30, tzinfo=dt.UTC))) == "18 h 30"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-47, "en retard de 47 jours"),
        (-1, "en retard d’un jour"),
        (0, "aujourd’hui"),
        (1, "demain"),
        (3, "dans 3 jours"),
        (60, "dans 60 jours"),
        (122, "dans 4 mois"),
    ],
)
def test_a_delay_is_said_as_people_say_it(days, words):
    assert spaced(french.delay(TODAY + dt.timedelta(days=days), TODAY)) == words


@pytest.mark.parametrize(
    "words",
    [
        french.plain_date(dt.date(2027, 3, 12)), french.short_date(dt.date(2027, 3, 12)),
        french.hour(dt.time(18, 30)), french.money(149000), french.unbroken(" 05 53 00 00 01"),
        french.plural(11, "jour"),
    ],
)  # fmt: skip
def test_a_date_an_amount_a_number_stay_on_one_line(words):
    assert " " not in words
    assert french.NBSP in words
    assert french.NBSP not in french.spaced(words)


def test_a_full_date_may_break_only_after_the_day_of_the_week():
    assert french.full_date(dt.date(2026, 12, 10)).split(" ") == ["jeudi", "10\xa0décembre\xa02026"]
    assert french.delay(TODAY - dt.timedelta(days=11), TODAY).endswith("11\xa0jours")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "aujourd’hui"), (1, "hier"), (3, "il y a 3 jours"), (400, "il y a 13 mois"), (730, "il y a 2 ans")],
)
def test_the_past_is_told_from_today(days, words):
    assert spaced(french.ago(TODAY - dt.timedelta(days=days), TODAY)) == words


@pytest.mark.parametrize(
    ("cents", "words"), [(149000, "1 490 €"), (149050, "1 490,50 €"), (0, "0 €"), (-2505, "−25,05 €")]
)
def test_money_is_read_in_euros(cents, words):
    assert spaced(french.money(cents)) == words


@given(st.integers(-(10**12), 10**12))
def test_no_cent_is_lost(cents):
    digits = spaced(french.money(cents)).removesuffix(" €").replace(" ", "").replace("−", "-")
    euros, _, rest = digits.lstrip("-").partition(",")
    assert int(euros) * 100 + int(rest or 0) == abs(cents)
    assert digits.startswith("-") == (cents < 0)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 saisine"), (1, "1 saisine"), (2, "2 saisines"), (1500, "1 500 saisines")]
)
def test_the_french_plural_starts_at_two(count, words):
    assert spaced(french.plural(count, "saisine")) == words


def test_words_agree_without_their_figure():
    assert [french.agree(count, "tenu") for count in (0, 1, 2)] == ["tenu", "tenu", "tenus"]


def test_a_plural_may_be_given():
    assert spaced(french.plural(12, "avis", "avis")) == "12 avis"


@pytest.mark.parametrize(
    ("octets", "words"), [(340, "340 octets"), (184_000, "184 ko"), (2_400_000, "2,4 Mo"), (3_000_000, "3 Mo")]
)
def test_a_file_has_a_weight_people_understand(octets, words):
    assert spaced(french.weight(octets)) == words


@pytest.mark.parametrize(
    ("name", "said"),
    [("la présidente", "à la présidente"), ("le secrétariat", "au secrétariat"), ("les services", "aux services"),
     ("Odile Fontbonne", "à Odile Fontbonne"), ("Legrand", "à Legrand")],
)  # fmt: skip
def test_the_article_joins_the_preposition(name, said):
    assert french.to(name) == said


@pytest.mark.parametrize(("seconds", "said"), [(750, "12 min 30 s"), (1200, "20 min"), (45, "45 s"), (0, "0 s")])
def test_a_length_of_time_is_said_in_minutes_and_seconds(seconds, said):
    assert french.spaced(french.minutes(seconds)) == said
