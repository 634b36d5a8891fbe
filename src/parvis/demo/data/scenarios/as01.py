"""The council is renewed after the elections: the two files to import, the first choice, and the swap.

Load the demonstration as of `STARTS_ON`, import `TIRES_AU_SORT_CSV` then `VOLONTAIRES_CSV`, and retain the first
thirty-one volunteers: the council counts thirty-seven women and thirty-five men. Put `SWAP_IN` in the place of
`SWAP_OUT`: thirty-six and thirty-six, and the seventy-two members of the demonstration.
"""

import csv
import io
from pathlib import Path

from ..orzenne.bodies import COLLEGE_A, COLLEGE_B, MEMBERS, NOT_RETAINED
from ..pools import shuffled
from ..when import d

STARTS_ON = d("16/03/2026")
ELECTION = d("22/03/2026")
VOTED_ON = d("25/06/2026")
ACT_NUMBER = "2026-071"
SEATS, SEATS_A, SEATS_B, TERM_MONTHS = 72, 41, 31, 36
INSTALLED_ON, MANDATES_END, RENEWAL_ALERT = d("26/09/2026"), d("25/09/2029"), d("25/12/2028")

FILES = Path(__file__).parent.parent / "csv"
TIRES_AU_SORT_CSV = FILES / "as01-tires-au-sort.csv"
VOLONTAIRES_CSV = FILES / "as01-volontaires.csv"


def _middle_aged(people, gender):
    named = {"odile-fontbonne", "karim-ouzari", "mathilde-larrieu"}
    return next(p for p in people if p.gender == gender and p.key not in named and 45 <= 2026 - p.birth_date.year < 60)


SWAP_IN = _middle_aged(COLLEGE_B, "M")  # on the waiting list at first, a member in the end
SWAP_OUT = _middle_aged(NOT_RETAINED, "F")  # retained at first, on the waiting list in the end
FIRST_SELECTION = tuple(shuffled([p for p in COLLEGE_B if p is not SWAP_IN] + [SWAP_OUT], "as01-rank"))
WAITING_LIST = (SWAP_IN, *(p for p in shuffled(NOT_RETAINED, "as01-waiting") if p is not SWAP_OUT))
VOLUNTEERS = FIRST_SELECTION + WAITING_LIST
DRAWN = COLLEGE_A
BY_POST = tuple(p for p in MEMBERS if p.email is None)

_HEADINGS = (
    "Collège",
    "Nom",
    "Prénom",
    "Sexe",
    "Date de naissance",
    "Adresse",
    "Code postal",
    "Commune",
    "Courriel",
    "Téléphone",
    "Profession",
)


def _cells(person, college):
    return (
        college,
        person.last_name,
        person.first_name,
        person.gender,
        person.birth_date.strftime("%d/%m/%Y"),
        person.address,
        person.postcode,
        person.city,
        person.email or "",
        person.phone,
        person.occupation,
    )


def as_csv(headings, rows):
    """A French spreadsheet: semicolons, one heading line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def drawn_file():
    """Forty-one people drawn from the electoral rolls, one per commune."""
    return as_csv(_HEADINGS, [_cells(person, "A") for person in DRAWN])


def volunteers_file():
    """Fifty-eight volunteers in the order proposed by the selection panel; the first thirty-one are retained."""
    rows = [(rank, *_cells(person, "B")) for rank, person in enumerate(VOLUNTEERS, start=1)]
    return as_csv(("Rang proposé", *_HEADINGS), rows)
