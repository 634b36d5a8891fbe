"""What the pages of one meeting share on the desk: its head, its tabs, its verbs, its margin."""

from django.urls import reverse

from parvis.deliberation.meetings import minutes_queries
from parvis.deliberation.meetings.choices import CORRECTABLE, PREPARING, UPCOMING, MeetingStatus
from parvis.ground.core import clock, french
from parvis.ground.core.dates import last_day_to_send
from parvis.ground.documents.queries import documents_of
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.verbs import Verb, offers

D = "desk:meetings:"
RECORD = "desk/record.html"

TABS = (
    ("detail", "Séance", "meetings.view_meeting"),
    ("convocations", "Convocations", "meetings.read_calls_meeting"),
    ("plan", "Déroulé", "meetings.prepare_meeting"),
    ("day", "Jour J", "meetings.check_in_meeting"),
    ("minutes", "Compte rendu", "meetings.read_minutes_meeting"),
)
"""(URL name, label, permission): one tab a moment of the meeting."""


def _still_to_come(meeting):
    return "" if meeting.status in UPCOMING else "Une réunion tenue ou annulée ne se modifie plus."


def _no_second(meeting):
    return "" if meeting.status == MeetingStatus.NOT_QUORATE else "Elle suit une séance sans quorum."


def _in_time(meeting):
    return "La date de la réunion est passée." if _past(meeting) else ""


def _its_day(meeting):
    """Rooms are opened and people counted from the day of the meeting."""
    return "" if meeting.day <= clock.today() else f"La séance est le {french.full_date(meeting.day)}."


def _answers_come(meeting):
    if meeting.status != MeetingStatus.CONVENED:
        return "Les réponses se suivent entre la convocation et la séance."
    return "" if meeting.day > clock.today() else "C’est le jour de la séance."


def _to_correct(meeting):
    return "" if meeting.status in CORRECTABLE else "Entre la clôture de la séance et l’approbation du compte rendu."


VERBS = (
    Verb("Convoquer", D + "convene", "meetings.convene_meeting", step="convene", why_not=_in_time),
    Verb("Ouvrir la séance", D + "open_session", "meetings.open_meeting", step="open_session", why_not=_its_day),
    Verb("Enregistrer les présences", D + "hold", "meetings.hold_meeting", step="hold", why_not=_its_day),
    Verb("Suivre les réponses", D + "convocations", "meetings.read_calls_meeting", why_not=_answers_come),
    Verb("Ajouter un point", D + "add_item", "meetings.prepare_meeting", why_not=_still_to_come),
    Verb("Modifier", D + "change", "meetings.change_meeting", why_not=_still_to_come),
    Verb("Ajouter un site", D + "add_site", "meetings.change_meeting", why_not=_still_to_come),
    Verb("Fixer la nouvelle date", D + "resume", "meetings.change_meeting", step="resume"),
    Verb("Corriger les présences", D + "correct_attendance", "meetings.hold_meeting", why_not=_to_correct, back=True),
    Verb("Prévoir la seconde réunion", D + "call_again", "meetings.hold_meeting", why_not=_no_second),
    Verb("Constater l’absence de quorum", D + "miss_quorum", "meetings.hold_meeting", step="miss_quorum", back=True),
    Verb("Reporter la réunion", D + "postpone", "meetings.cancel_meeting", step="postpone", back=True),
    Verb("Annuler la réunion", D + "cancel", "meetings.cancel_meeting", step="cancel", danger=True),
)


def page(request, meeting, tab, template, documents=None, **context):
    """The context of one tab of the record; `documents` are those of the meeting, for who read them with others."""
    return {
        "title": meeting.title, "kicker": meeting.scheme.name, "kicker_url": meeting.scheme.child.get_desk_url(),
        "number": meeting.get_kind_display(), "state": meeting, "meeting": meeting,
        "facts": facts(meeting, request.user), "next_step": next_step(meeting),
        "verbs": offers(request.user, meeting, VERBS),
        "tabs": _tabs(request.user, meeting, tab), "tab_template": template,
        "tab_label": next(label for name, label, _ in TABS if name == tab) if tab != "detail" else "",
        "rail": {
            "history": history_of(meeting, request.user, limit=RECENT),
            "documents": documents_of(meeting, request.user) if documents is None else documents,
        },
        **context,
    }  # fmt: skip


def _tabs(user, meeting, current):
    return [
        {"label": label, "url": reverse(D + name, args=[meeting.pk]), "current": name == current}
        for name, label, permission in TABS
        if user.has_perm(permission, meeting)
    ]


def facts(meeting, user):
    """When and where; the video link for those whom the file is for."""
    video = meeting.video_url if user.has_perm("meetings.read_file_meeting", meeting) else ""
    return [
        ("Date", french.full_datetime(meeting.starts_at)),
        ("Fin", french.hour(meeting.ends_at) if meeting.ends_at else "non fixée"),
        ("Lieu", meeting.where or "à préciser"),
        *([("Visioconférence", video)] if video else []),
        *([("Présidence", str(meeting.chair))] if meeting.chair_id else []),
        *([("Secrétariat de séance", str(meeting.secretary))] if meeting.secretary_id else []),
        ("Public", "ouverte à tout le monde" if meeting.is_public else "réservée aux membres et personnes invitées"),
    ]


def next_step(meeting):
    words = {
        "planned": "enregistrer les présences" if _came(meeting) else "écrire l’ordre du jour",
        "agenda_draft": "enregistrer les présences" if _past(meeting) else "envoyer les convocations",
        "convened": "ouvrir la séance et compter les présences" if _came(meeting) else "suivre les réponses",
        "in_session": "noter les décisions, puis enregistrer les présences",
        "not_quorate": "prévoir la seconde réunion",
    }
    if meeting.status in AFTER:
        return _after_session(meeting)
    if meeting.status not in words:
        return None
    return {"what": words[meeting.status], "who": "la mission participation", "when": _before(meeting)}


def _came(meeting):
    return meeting.day <= clock.today()


def _past(meeting):
    return meeting.day < clock.today()


def _before(meeting):
    """The last day for the next step: that of the convocation counts the notice of the body's rules."""
    notice = getattr(meeting.scheme.child, "convocation_days", None)
    return last_day_to_send(meeting.day, notice) if notice and meeting.status in PREPARING else meeting.day


AFTER = {
    "held": "écrire le premier jet du compte rendu",
    "minutes_draft": "envoyer le compte rendu en relecture",
    "minutes_review": "donner une suite à chaque remarque, puis faire approuver",
    "minutes_approved": "relire la version publique, puis diffuser",
    "minutes_published": "mener les suites à leur fin, puis clore",
}
"""What awaits a meeting that took place."""


def _after_session(meeting):
    """The delay of the rule counts until the minutes are handed to the members."""
    minutes = minutes_queries.minutes_of(meeting)
    when = minutes_queries.delay_of(meeting, minutes).due if meeting.status in ("held", "minutes_draft") else None
    if meeting.status == "minutes_review":
        when = minutes.comments_until if minutes else None
    return {"what": AFTER[meeting.status], "who": "la mission participation", "when": when}
