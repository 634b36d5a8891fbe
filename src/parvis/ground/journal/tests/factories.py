from parvis.ground.authorities.tests.factories import VenueFactory
from parvis.ground.journal.acts import record
from parvis.ground.journal.models import JournalLine

CONVENTIONS = {JournalLine: [lambda: record(VenueFactory(), "change_venue", by=None)]}
