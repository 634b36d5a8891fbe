"""What is kept of a session as it goes: notes by item, who spoke how long, pictures of the boards."""

import hashlib

from django.db import transaction

from parvis.commons.people.choices import Gender
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.choices import IMAGES
from parvis.ground.journal.acts import record

from ..choices import APPROVED, TOOK_PLACE, MeetingStatus
from ..models import AgendaItem, MeetingPhoto, SpeakingTime

WRITING = (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION, *TOOK_PLACE[:3])
"""Notes are taken from the convocation until the minutes are approved."""

MOST_SECONDS = 24 * 3600


class NotesConflict(Refused):
    """Somebody wrote in between: both versions travel with it."""

    def __init__(self, mine, theirs):
        super().__init__(
            "Quelqu’un a écrit sur ce point entre-temps : son texte est ci-dessous, le vôtre est toujours là."
        )
        self.mine, self.theirs = mine, theirs


# --- Notes ----------------------------------------------------------------------------------------


def mark_of(notes):
    """The print of the words that somebody started from."""
    return hashlib.sha256(notes.encode()).hexdigest()[:16]


@transaction.atomic
def write_notes(item, notes, *, base, by):
    """Keep what was said on an item. `NotesConflict` when the words are no longer those that `base` is the print of."""
    _need_writing(item.meeting)
    stored = AgendaItem.objects.select_for_update().values_list("notes", flat=True).get(pk=item.pk)
    notes = notes.replace("\r\n", "\n").strip()
    if mark_of(stored) != base and stored != notes:
        raise NotesConflict(notes, stored)
    AgendaItem.objects.filter(pk=item.pk).update(notes=notes)
    item.notes = notes
    record(item.meeting, "write_notes", by=by, facts={"item": item.pk})


def _need_writing(meeting):
    if meeting.status in APPROVED:
        raise Refused("Le compte rendu est approuvé : les notes ne changent plus.")
    if meeting.status not in WRITING:
        raise Refused("Les notes s’écrivent à partir de la convocation.")


# --- Speaking time --------------------------------------------------------------------------------


@transaction.atomic
def write_speaking_times(meeting, times, *, by):
    """Keep how long each gender spoke: {gender: (seconds, turns)}, the totals so far; sent twice, they count once."""
    _need_writing(meeting)
    for gender, (seconds, turns) in times.items():
        if gender not in Gender.values or not 0 <= seconds <= MOST_SECONDS:
            raise Refused("Un temps de parole se compte en minutes, sur la durée de la séance.")
        SpeakingTime.objects.update_or_create(
            meeting=meeting, gender=gender, defaults={"seconds": seconds, "turns": turns}
        )
    record(meeting, "time_speech", by=by)


def speaking_times(meeting):
    """{gender: row} of what was counted."""
    return {row.gender: row for row in meeting.speaking_times.all()}


# --- Pictures -------------------------------------------------------------------------------------


@transaction.atomic
def add_photo(meeting, upload, *, by, caption="", alternative=""):
    """Keep a picture of a board or of the room, for the people of the meeting."""
    _need_writing(meeting)
    stored = files.store(
        upload, authority=meeting.authority, by=by, owner=meeting, title=caption or "Photo de la séance",
        alternative=alternative.strip(), accepted=IMAGES,
    )  # fmt: skip
    return MeetingPhoto.objects.create(
        meeting=meeting, file=stored, caption=caption.strip(), alternative=alternative.strip()
    )


@transaction.atomic
def describe_photo(photo, *, by, caption, alternative):
    """Say in words what the picture shows (RGAA 1.1)."""
    if photo.published_at and not alternative.strip():
        raise Refused("Cette photo est publiée : elle garde sa description.")
    photo.caption, photo.alternative = caption.strip(), alternative.strip()
    photo.save(update_fields=["caption", "alternative"])
    files.describe(photo.file, by=by, title=photo.caption or "Photo de la séance", alternative=photo.alternative)


@transaction.atomic
def publish_photo(photo, *, by):
    """Show the picture on the page of the meeting: to everybody, or to its members when the meeting is closed.

    `Refused` as long as it is not described for who cannot see it.
    """
    if not photo.alternative:
        raise Refused("Décrivez cette photo pour qui ne voit pas l’image avant de la publier.")
    if not photo.published_at:
        if photo.meeting.is_public:
            files.publish_file(photo.file, by=by)
        photo.published_at = clock.now()
        photo.save(update_fields=["published_at"])


@transaction.atomic
def withdraw_photo(photo, *, by):
    """Show the picture to the people of the meeting only."""
    if photo.published_at:
        if photo.file.is_public:
            files.withdraw_file(photo.file, by=by)
        photo.published_at = None
        photo.save(update_fields=["published_at"])


@transaction.atomic
def remove_photo(photo, *, by):
    """Take the picture away, file and all."""
    stored = photo.file
    photo.delete()
    files.remove(stored, by=by)
