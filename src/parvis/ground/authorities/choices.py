"""Codes shared by everything that belongs to an authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityKind(models.TextChoices):
    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")
    DEPARTMENT = "department", _("département")
    REGION = "region", _("région")
    OTHER = "other", _("autre organisme")


class Persona(models.TextChoices):
    """The seventeen personas (domain, part E.1): what a role lets one do."""

    ADMIN = "admin", "administration"
    OFFICER = "officer", "mission participation"
    DIRECTOR = "director", "direction"
    COUNCILLOR = "councillor", "élu référent ou élue référente"
    CABINET = "cabinet", "cabinet ou communication"
    AGENT = "agent", "service porteur ou instructeur"
    FACILITATOR = "facilitator", "animation"
    MEMBER = "member", "membre d’instance"
    CHAIR = "chair", "bureau ou présidence d’instance"
    RESIDENT = "resident", "habitant inscrit ou habitante inscrite"
    VISITOR = "visitor", "visite sans compte"
    ASSOCIATION = "association", "association"
    PARTNER = "partner", "partenaire ou financeur"
    MUNICIPALITY = "municipality", "commune partenaire"
    MODERATOR = "moderator", "modération"
    AUDITOR = "auditor", "contrôle et audit"
    CONTRACTOR = "contractor", "prestataire"


STAFF = (
    Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT,
    Persona.FACILITATOR, Persona.MODERATOR, Persona.AUDITOR,
)  # fmt: skip
"""Personas who enter the desk."""

TIME_LIMITED = (Persona.FACILITATOR, Persona.AUDITOR, Persona.CONTRACTOR)
"""Personas whose role must carry an end date (separation rule 7)."""


class TerritoryKind(models.TextChoices):
    COMMUNE = "commune", "commune"
    CANTON = "canton", "canton"
    DISTRICT = "district", "quartier"
    FORMER_EPCI = "former_epci", "ancienne intercommunalité"
    SERVICE_POINT = "service_point", "maison du Département ou point d’accueil"
    SECTOR = "sector", "secteur"


class DepartmentKind(models.TextChoices):
    DIRECTORATE = "directorate", "direction"
    SERVICE = "service", "service"
    CABINET = "cabinet", "cabinet"
    UNIT = "unit", "cellule"


class ActKind(models.TextChoices):
    RESOLUTION = "resolution", "délibération"
    ORDER = "order", "arrêté"
    DECISION = "decision", "décision"


class PeriodKind(models.TextChoices):
    """Why one would rather not meet."""

    SCHOOL = "school", "vacances scolaires"
    RELIGIOUS = "religious", "fête religieuse"
    LOCAL = "local", "événement local"
    OTHER = "other", "autre"


class RuleUnit(models.TextChoices):
    DAYS = "days", "jours"
    CLEAR_DAYS = "clear_days", "jours francs"
    WORKING_DAYS = "working_days", "jours ouvrés"
    WEEKS = "weeks", "semaines"
    MONTHS = "months", "mois"
    YEARS = "years", "ans"
    PEOPLE = "people", "personnes"
    INHABITANTS = "inhabitants", "habitants"
    RATIO = "ratio", "fraction"
    CENTS = "cents", "centimes"
    COUNT = "count", "nombre"
    FLAG = "flag", "oui ou non"


class RuleStanding(models.TextChoices):
    LAW = "law", "texte en vigueur"
    KNOWLEDGE = "knowledge", "à vérifier"
    PROPOSAL = "proposal", "usage proposé"
    LOCAL = "local", "règle locale"
