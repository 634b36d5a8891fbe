"""« Jour J » in words: where somebody stands before they come, and what an empty part of the page waits for."""

from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.choices import (
    FELL_THROUGH,
    PREPARING,
    UPCOMING,
    Answer,
    AttendanceState,
    MeetingStatus,
)
from parvis.ground.core import french

NOTHING = {
    "before": {
        "votes": "Un vote se prépare une fois la réunion convoquée, et s’ouvre en séance.",
        "notes": "Les notes s’écrivent une fois la réunion convoquée.",
        "desks": "Il s’ouvre une fois la réunion convoquée.",
        "speaking": "Le temps de parole se compte pendant la séance.",
        "photos": "Les photos des tables et des tableaux s’ajoutent pendant la séance, chacune avec sa description.",
    },
    "open": {
        "votes": "Aucun vote n’est préparé. Écrivez la question dès maintenant : elle s’ouvrira en séance.",
        "speaking": "Rien n’est compté. Le compteur se tient d’une touche pendant la séance.",
        "photos": "Aucune photo. Celles des tables et des tableaux s’ajoutent ici, avec leur description.",
    },
    "over": {
        "votes": "Aucun vote n’a eu lieu.",
        "speaking": "Rien n’a été compté.",
        "photos": "Aucune photo n’a été gardée.",
    },
    "off": dict.fromkeys(("votes", "speaking", "photos"), "La réunion n’a pas lieu à la date annoncée."),
}
"""What each empty part says, by moment: before the convocation, until the session closes, after it, given up."""


def nothing_yet(meeting):
    """The sentences of the empty parts at this moment of the meeting."""
    if meeting.status in FELL_THROUGH:
        return NOTHING["off"]
    if meeting.status in PREPARING:
        return NOTHING["before"]
    return NOTHING["open" if meeting.status in (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION) else "over"]


def announced(meeting, called):
    """What people answered, in one sentence, as long as nobody can be there; empty once the session is open."""
    if meeting.status not in UPCOMING:
        return ""
    counts = queries.answers_count(called)
    said = {
        "viendra": (counts[Answer.YES], "viendront"),
        "ne viendra pas": (counts[Answer.NO] + counts[Answer.EXCUSED], "ne viendront pas"),
        "a donné pouvoir": (counts[Answer.PROXY], "ont donné pouvoir"),
        "n’a pas répondu": (counts[Answer.NONE], "n’ont pas répondu"),
    }
    told = [
        french.plural(count, f"personne {one}", f"personnes {many}") for one, (count, many) in said.items() if count
    ]
    return f"Les voix se comptent le jour de la séance. {', '.join(told)}." if told else ""


def expected_words(meeting, called):
    """(words, tone) of somebody who is not there: what they answered, then that they have not come yet."""
    if meeting.status == MeetingStatus.IN_SESSION:
        return "pas encore là", "wait"
    if meeting.status in (*UPCOMING, *FELL_THROUGH):
        return called.get_answer_display(), "go" if called.answer == Answer.YES else "wait"
    return AttendanceState.ABSENT.label, "off"
