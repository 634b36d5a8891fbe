"""The school holidays of a zone, from the ministry's file or from a town's own table."""

import datetime as dt

import pytest

from parvis.commons.imports.importing import LineError
from parvis.deliberation.meetings.importing import PERIODS
from parvis.ground.authorities.models import AvoidedPeriod
from parvis.ground.authorities.tests.factories import AuthorityFactory


class Batch:
    """What an import remembers of a line."""

    def __init__(self, authority):
        self.authority, self.added = authority, []

    def add(self, row):
        self.added.append(row)
        return row


def write(batch, **cells):
    row = {column.name: column.parse(cells.get(column.name, "")) for column in PERIODS.columns}
    PERIODS.write(row, batch)


@pytest.fixture
def batch(db):
    return Batch(AuthorityFactory())


MINISTRY = {
    "label": "Vacances de Noël", "starts_on": "2026-12-18T23:00:00+00:00", "ends_on": "2027-01-03T23:00:00+00:00",
    "zone": "Zone B", "population": "Élèves",
}  # fmt: skip


def test_the_file_of_the_ministry_says_moments_and_the_day_classes_start_again(batch):
    write(batch, **MINISTRY)
    period = AvoidedPeriod.objects.get()
    assert (period.starts_on, period.ends_on) == (dt.date(2026, 12, 19), dt.date(2027, 1, 3))
    assert (period.zone, period.kind) == ("B", "school")


def test_a_line_repeated_for_another_académie_and_one_for_teachers_add_nothing(batch):
    for line in (MINISTRY, MINISTRY, {**MINISTRY, "label": "Prérentrée", "population": "Enseignants"}):
        write(batch, **line)
    assert len(batch.added) == AvoidedPeriod.objects.count() == 1


def test_a_town_types_its_own_days(batch):
    write(batch, label="Fête du fleuve", starts_on="08/05/2027", ends_on="09/05/2027", kind="événement local")
    assert AvoidedPeriod.objects.get().kind == "local"
    with pytest.raises(LineError, match="précède"):
        write(batch, label="Foire", starts_on="09/05/2027", ends_on="08/05/2027")
