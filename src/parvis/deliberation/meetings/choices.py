"""States, kinds and codes of meetings (life cycle B.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    PLENARY = "plenary", _("plénière")
    BUREAU = "bureau", _("bureau")
    COMMISSION = "commission", _("commission")
    WORKING_GROUP = "working_group", _("groupe de travail")
    STEERING = "steering", _("comité de pilotage")
    TECHNICAL = "technical", _("groupe technique")
    PUBLIC_MEETING = "public_meeting", _("réunion publique")
    WORKSHOP = "workshop", _("atelier")
    WALK = "walk", _("balade, marche exploratoire")
    TRAINING = "training", _("formation")
    COORDINATION = "coordination", _("coordination mensuelle")
    SEMINAR = "seminar", _("séminaire")
    COMMITTEE = "committee", _("comité")
    FORUM = "forum", _("forum")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("prévue")
    AGENDA_DRAFT = "agenda_draft", _("ordre du jour en cours")
    CONVENED = "convened", _("convoquée")
    IN_SESSION = "in_session", _("en séance")
    HELD = "held", _("tenue")
    MINUTES_DRAFT = "minutes_draft", _("compte rendu en cours")
    MINUTES_REVIEW = "minutes_review", _("compte rendu en relecture")
    MINUTES_APPROVED = "minutes_approved", _("compte rendu approuvé")
    MINUTES_PUBLISHED = "minutes_published", _("compte rendu diffusé")
    CLOSED = "closed", _("close")
    POSTPONED = "postponed", _("reportée")
    CANCELLED = "cancelled", _("annulée")
    NOT_QUORATE = "not_quorate", _("sans quorum")


UPCOMING = (MeetingStatus.PLANNED, MeetingStatus.AGENDA_DRAFT, MeetingStatus.CONVENED)
"""Still to come, and still to be changed."""

PREPARING = (MeetingStatus.PLANNED, MeetingStatus.AGENDA_DRAFT)
"""Nobody was convened yet."""

TOOK_PLACE = (
    MeetingStatus.HELD, MeetingStatus.MINUTES_DRAFT, MeetingStatus.MINUTES_REVIEW, MeetingStatus.MINUTES_APPROVED,
    MeetingStatus.MINUTES_PUBLISHED, MeetingStatus.CLOSED,
)  # fmt: skip
"""Held, wherever its minutes stand."""

CORRECTABLE = TOOK_PLACE[:3]
"""The session is closed and the minutes are not approved: what they tell of who was there may still change."""

APPROVED = TOOK_PLACE[3:]
PUBLISHED = TOOK_PLACE[4:]
"""The minutes circulate: on the site too when the meeting was public."""

FELL_THROUGH = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)

STEPS = {
    "draft_agenda": ({MeetingStatus.PLANNED}, MeetingStatus.AGENDA_DRAFT),
    "convene": ({MeetingStatus.AGENDA_DRAFT}, MeetingStatus.CONVENED),
    "open_session": ({MeetingStatus.CONVENED}, MeetingStatus.IN_SESSION),
    "miss_quorum": ({MeetingStatus.IN_SESSION}, MeetingStatus.NOT_QUORATE),
    "hold": ({*UPCOMING, MeetingStatus.IN_SESSION}, MeetingStatus.HELD),
    "draft_minutes": ({MeetingStatus.HELD}, MeetingStatus.MINUTES_DRAFT),
    "review_minutes": ({MeetingStatus.MINUTES_DRAFT}, MeetingStatus.MINUTES_REVIEW),
    "return_minutes": ({MeetingStatus.MINUTES_REVIEW}, MeetingStatus.MINUTES_DRAFT),
    "approve_minutes": ({MeetingStatus.MINUTES_REVIEW}, MeetingStatus.MINUTES_APPROVED),
    "publish_minutes": ({MeetingStatus.MINUTES_APPROVED}, MeetingStatus.MINUTES_PUBLISHED),
    "close": ({MeetingStatus.MINUTES_PUBLISHED}, MeetingStatus.CLOSED),
    "postpone": (set(UPCOMING), MeetingStatus.POSTPONED),
    "resume": ({MeetingStatus.POSTPONED}, MeetingStatus.AGENDA_DRAFT),
    "cancel": ({*UPCOMING, MeetingStatus.POSTPONED}, MeetingStatus.CANCELLED),
}

TONES = {
    MeetingStatus.PLANNED: "wait",
    MeetingStatus.AGENDA_DRAFT: "wait",
    MeetingStatus.CONVENED: "set",
    MeetingStatus.IN_SESSION: "go",
    MeetingStatus.HELD: "wait",
    MeetingStatus.MINUTES_DRAFT: "go",
    MeetingStatus.MINUTES_REVIEW: "wait",
    MeetingStatus.MINUTES_APPROVED: "set",
    MeetingStatus.MINUTES_PUBLISHED: "done",
    MeetingStatus.CLOSED: "done",
    MeetingStatus.POSTPONED: "off",
    MeetingStatus.CANCELLED: "off",
    MeetingStatus.NOT_QUORATE: "late",
}


class Expected(models.TextChoices):
    """What an item of the agenda must give (K04)."""

    INFORMATION = "information", "information"
    DEBATE = "debate", "débat"
    OPINION = "opinion", "avis"
    VOTE = "vote", "vote"


class ProposalStatus(models.TextChoices):
    PROPOSED = "proposed", "proposé"
    TAKEN_UP = "taken_up", "retenu"
    DECLINED = "declined", "non retenu"


PROPOSAL_TONES = {
    ProposalStatus.PROPOSED: "wait",
    ProposalStatus.TAKEN_UP: "done",
    ProposalStatus.DECLINED: "off",
}


class ConvocationKind(models.TextChoices):
    MEMBER = "member", "membre"
    SUBSTITUTE = "substitute", "suppléant"
    GUEST = "guest", "invité"


class SendingKind(models.TextChoices):
    """What left for somebody; each sending of a meeting has its own iCalendar SEQUENCE."""

    SAVE_THE_DATE = "save_the_date", "date à retenir"
    CONVOCATION = "convocation", "convocation"
    CHANGE = "change", "changement"
    CANCELLATION = "cancellation", "annulation ou report"


class Answer(models.TextChoices):
    NONE = "", _("sans réponse")
    YES = "yes", _("viendra")
    NO = "no", _("ne viendra pas")
    EXCUSED = "excused", _("demande à être excusé")
    PROXY = "proxy", _("a donné pouvoir")


AWAY = (Answer.NO, Answer.EXCUSED)
"""Will not be there, and is not represented: the substitute is called."""


class NeedKind(models.TextChoices):
    """What somebody needs in order to come; asked privately, counted without names."""

    DIET = "diet", _("repas")
    ALLERGY = "allergy", _("allergie")
    ACCESS = "access", _("accessibilité")
    CHILDCARE = "childcare", _("garde d’enfants")
    TRANSPORT = "transport", _("transport")


NEEDS = {
    NeedKind.DIET: {
        "vegetarian": _("repas végétarien"),
        "vegan": _("repas végétalien"),
        "no_pork": _("repas sans porc"),
        "halal": _("repas compatible halal"),
        "gluten_free": _("repas sans gluten"),
        "lactose_free": _("repas sans lactose"),
    },
    NeedKind.ALLERGY: {
        "nuts": _("fruits à coque"),
        "peanuts": _("arachides"),
        "eggs": _("œufs"),
        "milk": _("lait"),
        "fish": _("poissons"),
        "shellfish": _("crustacés et mollusques"),
        "soya": _("soja"),
        "sesame": _("sésame"),
        "other": _("autre allergie"),
    },
    NeedKind.ACCESS: {
        "step_free": _("accès sans marche"),
        "hearing_loop": _("boucle magnétique"),
        "sign_language": _("interprète en langue des signes"),
        "captions": _("transcription écrite en direct"),
        "large_print": _("documents en gros caractères"),
        "guide": _("accompagnement depuis l’entrée"),
        "other": _("autre besoin d’accès"),
    },
    NeedKind.CHILDCARE: {"under_3": _("enfants de moins de 3 ans"), "from_3": _("enfants de 3 ans ou plus")},
    NeedKind.TRANSPORT: {"ride": _("place dans une voiture"), "offers": _("places offertes dans ma voiture")},
}
"""What may be asked for, by kind: codes that caterers and venues read, counted without names."""


class AttendanceState(models.TextChoices):
    PRESENT = "present", "présent"
    EXCUSED = "excused", "excusé"
    REPRESENTED = "represented", "représenté"
    ABSENT = "absent", "absent"


class CheckInChannel(models.TextChoices):
    DESK = "desk", "accueil"
    PAPER = "paper", "feuille d’émargement"
    HAND = "hand", "saisie"
    IMPORT = "import", "reprise"


class EntryOutcome(models.TextChoices):
    """What became of an entry typed or scanned at a desk, once synchronised."""

    APPLIED = "applied", "prise en compte"
    KNOWN = "known", "déjà connue"
    CONFLICT = "conflict", "à départager"
    UNKNOWN = "unknown", "personne non convoquée"
    LATE = "late", "reçue après la clôture"


TO_SETTLE = (EntryOutcome.CONFLICT, EntryOutcome.UNKNOWN, EntryOutcome.LATE)
"""What waits for the officer."""


class VoteMode(models.TextChoices):
    SHOW_OF_HANDS = "hands", "à main levée"
    RECORDED = "recorded", "nominal"
    SECRET = "secret", "à bulletin secret"


class VoteStatus(models.TextChoices):
    PREPARED = "prepared", "préparé"
    OPEN = "open", "ouvert"
    CLOSED = "closed", "clos"


VOTE_STEPS = {
    "open_vote": ({VoteStatus.PREPARED}, VoteStatus.OPEN),
    "close_vote": ({VoteStatus.PREPARED, VoteStatus.OPEN}, VoteStatus.CLOSED),
}


class Ballot(models.TextChoices):
    FOR = "for", "pour"
    AGAINST = "against", "contre"
    ABSTENTION = "abstention", "abstention"


class AgreedBy(models.TextChoices):
    """How the chair said that they approve minutes, when no meeting does."""

    LETTER = "letter", "par écrit, signature à l’appui"
    EMAIL = "email", "par courriel"
    SPOKEN = "spoken", "de vive voix"
    ACCOUNT = "account", "depuis son compte"


class ActionStatus(models.TextChoices):
    OPEN = "open", "à faire"
    DONE = "done", "fait"
    MOVED = "moved", "repris à une autre séance"
    DROPPED = "dropped", "abandonné"


ACTION_STEPS = {
    "complete_action": ({ActionStatus.OPEN}, ActionStatus.DONE),
    "move_action": ({ActionStatus.OPEN}, ActionStatus.MOVED),
    "drop_action": ({ActionStatus.OPEN}, ActionStatus.DROPPED),
}

ACTION_TONES = {
    ActionStatus.OPEN: "wait",
    ActionStatus.DONE: "done",
    ActionStatus.MOVED: "go",
    ActionStatus.DROPPED: "off",
}
