"""« Jour J », besides the list of presences: desks, votes, notes, speaking time, pictures, read by one query."""

from parvis.commons.people.models import Person
from parvis.deliberation.meetings.choices import TO_SETTLE
from parvis.deliberation.meetings.lifecycle.check_in import is_open
from parvis.deliberation.meetings.models import CheckInDesk, CheckInEntry, Convocation, MeetingPhoto, Site
from parvis.ground.core.gathering import ALL, Source, gather_apart, light, light_rows
from parvis.ground.documents.models import StoredFile

DESK = ("pk", "label", "expires_at", "revoked_at", "last_seen_at", "site__label")
ENTRY = (
    "pk", "outcome", "typed", "desk_id", "desk__label", "convocation_id", "convocation__person__given_name",
    "convocation__person__family_name",
)  # fmt: skip
VOTE = ("pk", "question", "mode", "status", "in_favour", "against", "abstentions")
PHOTO = ("pk", "file_id", "caption", "alternative", "published_at")


def parts_of(meeting):
    """What the page shows beside the presences; what is read here is never saved."""
    entries = CheckInEntry.objects.filter(desk__meeting=meeting, settled_by=None, outcome__in=TO_SETTLE)
    desks, to_settle, votes, items, speaking, photos = gather_apart(
        [
            Source(meeting.desks.order_by("pk"), DESK, lambda row: _desk(row, meeting), most=ALL),
            Source(entries.order_by("at", "pk"), ENTRY, _entry, most=ALL),
            light_rows(meeting.vote_rows.order_by("pk"), *VOTE),
            light_rows(meeting.items.order_by("number"), "pk", "number", "title", "notes"),
            light_rows(meeting.speaking_times.order_by("gender"), "gender", "seconds"),
            Source(meeting.photos.order_by("pk"), PHOTO, _photo, most=ALL),
        ]
    )
    return {
        "desks": [(desk, is_open(desk)) for desk in desks], "to_settle": to_settle, "votes": votes, "items": items,
        "speaking": [_spoke(row) for row in speaking if row.seconds], "photos": photos,
    }  # fmt: skip


def _desk(row, meeting):
    site = light(Site, label=row.site__label) if row.site__label else None
    return light(
        CheckInDesk, pk=row.pk, label=row.label, expires_at=row.expires_at, revoked_at=row.revoked_at,
        last_seen_at=row.last_seen_at, meeting=meeting, site=site,
    )  # fmt: skip


def _entry(row):
    person = light(
        Person, given_name=row.convocation__person__given_name, family_name=row.convocation__person__family_name
    )
    called = light(Convocation, pk=row.convocation_id, person=person) if row.convocation_id else None
    desk = light(CheckInDesk, pk=row.desk_id, label=row.desk__label)
    return light(CheckInEntry, pk=row.pk, outcome=row.outcome, typed=row.typed, desk=desk, convocation=called)


def _photo(row):
    said = {name: getattr(row, name) for name in ("pk", "caption", "alternative", "published_at")}
    return light(MeetingPhoto, file=light(StoredFile, pk=row.file_id), **said)


def _spoke(row):
    """(label, minutes spoken, tone) for the bar."""
    return row.get_gender_display(), round(row.seconds / 60, 1), "go"
