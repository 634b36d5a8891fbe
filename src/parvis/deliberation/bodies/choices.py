"""States, kinds and paths of bodies, memberships and renewal campaigns (parts B.7 and B.8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyType(models.TextChoices):
    """The kinds of body of the glossary; the law says more about some of them (see `requirements.py`)."""

    DEVELOPMENT_COUNCIL = "development_council", _("conseil de développement")
    CITIZEN_ASSEMBLY = "citizen_assembly", _("assemblée citoyenne")
    CITIZEN_WORKSHOP = "citizen_workshop", _("fabrique citoyenne")
    NEIGHBOURHOOD_COUNCIL = "neighbourhood_council", _("conseil de quartier")
    ADVISORY_COMMITTEE = "advisory_committee", _("comité consultatif")
    PRIORITY_AREA_COUNCIL = "priority_area_council", _("conseil citoyen (politique de la ville)")
    YOUTH_COUNCIL = "youth_council", _("conseil de jeunes")
    USERS_COMMISSION = "users_commission", _("commission consultative des services publics locaux")
    ACCESSIBILITY_COMMISSION = "accessibility_commission", "commission pour l’accessibilité"
    CITIZEN_COMMITTEE = "citizen_committee", _("comité citoyen")
    BUREAU = "bureau", _("bureau")
    COORDINATION_COMMITTEE = "coordination_committee", _("comité de coordination")
    COMMISSION = "commission", _("commission")
    WORKING_GROUP = "working_group", _("groupe de travail")
    PROJECT_GROUP = "project_group", _("groupe projet")
    STEERING_COMMITTEE = "steering_committee", _("comité de pilotage")
    TECHNICAL_GROUP = "technical_group", _("groupe technique")


INNER_TYPES = (
    BodyType.BUREAU, BodyType.COORDINATION_COMMITTEE, BodyType.COMMISSION, BodyType.WORKING_GROUP,
    BodyType.PROJECT_GROUP,
)  # fmt: skip
"""Parts of another body: they are nested, and their creation needs no act of the authority."""


STEERING = (BodyType.STEERING_COMMITTEE, BodyType.TECHNICAL_GROUP)
"""Committees of a project: no internal rules of their own, no renewal after the elections."""


class BodyStatus(models.TextChoices):
    PROJECTED = "projected", "en projet"
    CREATED = "created", "créée"
    INSTALLED = "installed", "installée"
    ACTIVE = "active", "en exercice"
    RENEWING = "renewing", "en renouvellement"
    DISSOLVED = "dissolved", "dissoute"


ALIVE = (BodyStatus.CREATED, BodyStatus.INSTALLED, BodyStatus.ACTIVE, BodyStatus.RENEWING)

BODY_STEPS = {
    "create": ({BodyStatus.PROJECTED}, BodyStatus.CREATED),
    "install": ({BodyStatus.CREATED}, BodyStatus.INSTALLED),
    "activate": ({BodyStatus.INSTALLED}, BodyStatus.ACTIVE),
    "open_renewal": ({BodyStatus.CREATED, BodyStatus.INSTALLED, BodyStatus.ACTIVE}, BodyStatus.RENEWING),
    "install_renewed": ({BodyStatus.RENEWING}, BodyStatus.ACTIVE),
    "dissolve": (set(ALIVE), BodyStatus.DISSOLVED),
}

BODY_TONES = {
    BodyStatus.PROJECTED: "wait",
    BodyStatus.CREATED: "wait",
    BodyStatus.INSTALLED: "set",
    BodyStatus.ACTIVE: "set",
    BodyStatus.RENEWING: "go",
    BodyStatus.DISSOLVED: "off",
}


class AppointingMode(models.TextChoices):
    SORTITION = "sortition", "tirage au sort"
    VOLUNTEERS = "volunteers", "appel à volontaires"
    NOMINATION = "nomination", "désignation par un organisme"
    ELECTION = "election", "élection"
    EX_OFFICIO = "ex_officio", "membre de droit"


class MemberRole(models.TextChoices):
    CHAIR = "chair", _("présidence")
    CO_CHAIR = "co_chair", _("coprésidence")
    VICE_CHAIR = "vice_chair", _("vice-présidence")
    RAPPORTEUR = "rapporteur", _("rapporteur ou rapporteure")
    BUREAU = "bureau", _("membre du bureau")
    MEMBER = "member", _("membre")
    SUBSTITUTE = "substitute", _("suppléant ou suppléante")


LEADING = (MemberRole.CHAIR, MemberRole.CO_CHAIR, MemberRole.VICE_CHAIR, MemberRole.BUREAU)
"""Roles that convene, adopt and transmit for the body (persona CHR)."""

ROLE_ORDER = {role: rank for rank, role in enumerate(MemberRole.values)}


class MembershipStatus(models.TextChoices):
    PROPOSED = "proposed", "proposée"
    NOT_RETAINED = "not_retained", "non retenue"
    APPOINTED = "appointed", "nommée"
    ACTIVE = "active", "en exercice"
    SUSPENDED = "suspended", "suspendue"
    ENDED = "ended", "terminée"
    RESIGNED = "resigned", "démission"
    DISQUALIFIED = "disqualified", "exclusion"
    DECEASED = "deceased", "décès"
    REPLACED = "replaced", "remplacée"


CANDIDATES = (MembershipStatus.PROPOSED, MembershipStatus.NOT_RETAINED)
"""Not members (yet): they never appear in a composition."""

IN_OFFICE = (MembershipStatus.APPOINTED, MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED)
LEFT = (
    MembershipStatus.ENDED, MembershipStatus.RESIGNED, MembershipStatus.DISQUALIFIED, MembershipStatus.DECEASED,
    MembershipStatus.REPLACED,
)  # fmt: skip

MEMBERSHIP_STEPS = {
    "appoint": ({MembershipStatus.PROPOSED}, MembershipStatus.APPOINTED),
    "decline": ({MembershipStatus.PROPOSED}, MembershipStatus.NOT_RETAINED),
    "activate": ({MembershipStatus.APPOINTED}, MembershipStatus.ACTIVE),
    "suspend": ({MembershipStatus.ACTIVE}, MembershipStatus.SUSPENDED),
    "resume": ({MembershipStatus.SUSPENDED}, MembershipStatus.ACTIVE),
    "resign": (set(IN_OFFICE), MembershipStatus.RESIGNED),
    "disqualify": ({MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED}, MembershipStatus.DISQUALIFIED),
    "record_death": (set(IN_OFFICE), MembershipStatus.DECEASED),
    "end": (set(IN_OFFICE), MembershipStatus.ENDED),
    "replace": (set(IN_OFFICE), MembershipStatus.REPLACED),
}

MEMBERSHIP_TONES = {
    MembershipStatus.PROPOSED: "wait",
    MembershipStatus.APPOINTED: "wait",
    MembershipStatus.ACTIVE: "set",
    MembershipStatus.SUSPENDED: "late",
    MembershipStatus.ENDED: "done",
} | dict.fromkeys(
    (
        MembershipStatus.NOT_RETAINED,
        MembershipStatus.RESIGNED,
        MembershipStatus.DISQUALIFIED,
        MembershipStatus.DECEASED,
        MembershipStatus.REPLACED,
    ),
    "off",
)


class EndReason(models.TextChoices):
    TERM = "term", "fin du mandat"
    RESIGNED = "resigned", "démission"
    REPLACED = "replaced", "remplacement"
    DISQUALIFIED = "disqualified", "exclusion"
    DECEASED = "deceased", "décès"
    MOVED = "moved", "départ du territoire"
    NEW_ROLE = "new_role", "changement de fonction"
    DISSOLVED = "dissolved", "dissolution de l’instance"
    LOST_QUALITY = "lost_quality", "perte de la qualité au titre de laquelle la personne siégeait"


LEFT_BY_STEP = {
    EndReason.RESIGNED: "resign",
    EndReason.MOVED: "resign",
    EndReason.REPLACED: "replace",
    EndReason.DISQUALIFIED: "disqualify",
    EndReason.DECEASED: "record_death",
}
"""The step that each reason takes; « end » otherwise."""

THANKED = (
    EndReason.TERM, EndReason.RESIGNED, EndReason.REPLACED, EndReason.MOVED, EndReason.DISSOLVED,
    EndReason.LOST_QUALITY,
)  # fmt: skip
"""Those who leave for these reasons are thanked, and keep the archives of their mandate (B.7)."""


class RenewalStatus(models.TextChoices):
    OPENED = "opened", "ouvert"
    COMPOSITION_VOTED = "composition_voted", "composition votée"
    RECRUITMENT = "recruitment", "recrutement"
    INSTALLED = "installed", "installation faite"
    CLOSED = "closed", "clos"


RENEWAL_STEPS = {
    "vote_composition": ({RenewalStatus.OPENED}, RenewalStatus.COMPOSITION_VOTED),
    "start_recruitment": ({RenewalStatus.COMPOSITION_VOTED}, RenewalStatus.RECRUITMENT),
    "install": ({RenewalStatus.COMPOSITION_VOTED, RenewalStatus.RECRUITMENT}, RenewalStatus.INSTALLED),
    "close": ({RenewalStatus.INSTALLED}, RenewalStatus.CLOSED),
}

RENEWAL_TONES = {
    RenewalStatus.OPENED: "wait",
    RenewalStatus.COMPOSITION_VOTED: "go",
    RenewalStatus.RECRUITMENT: "go",
    RenewalStatus.INSTALLED: "go",
    RenewalStatus.CLOSED: "done",
}


class OpinionSense(models.TextChoices):
    """What a municipal council says of the draft governance pact (CGCT L5211-11-2)."""

    FAVOURABLE = "favourable", "favorable"
    WITH_RESERVES = "with_reserves", "favorable avec réserves"
    UNFAVOURABLE = "unfavourable", "défavorable"


class Channel(models.TextChoices):
    """How an invitation left."""

    EMAIL = "email", "courriel"
    POST = "post", "courrier"
