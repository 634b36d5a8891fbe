"""Codes of people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    FEMALE = "f", "femme"
    MALE = "m", "homme"
    OTHER = "x", "autre"


class Channel(models.TextChoices):
    """How a person wishes to be written to."""

    EMAIL = "email", _("par courriel")
    SMS = "sms", _("par SMS")
    POST = "post", _("par courrier postal")
    NONE = "none", _("ne pas écrire")


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", "association"
    COMPANY = "company", "entreprise"
    PUBLIC_BODY = "public_body", "organisme public"
    LOCAL_AUTHORITY = "local_authority", "collectivité ou groupement"
    SCHOOL = "school", "établissement d’enseignement"
    UNION = "union", "syndicat"
    OTHER = "other", "autre organisation"


class RoleKind(models.TextChoices):
    """In which capacity a person acts. `ELECTED` without an organisation: the authority's own assembly."""

    ELECTED = "elected", "mandat électif"
    EXECUTIVE = "executive", "direction ou présidence"
    REPRESENTATIVE = "representative", "représentation"
    EMPLOYEE = "employee", "emploi"
    VOLUNTEER = "volunteer", "bénévolat"
    EXPERT = "expert", "expertise"


class Purpose(models.TextChoices):
    """What a person may agree to, one by one (RGPD, art. 7)."""

    NAME = "name", "afficher mon nom sur le site public"
    PHOTO = "photo", "afficher ma photographie sur le site public"
    NEWSLETTER = "newsletter", "recevoir la lettre d’information"
    CONTACT = "contact", "transmettre mes coordonnées à la présidence de l’instance"
    ALUMNI = "alumni", "figurer, mon mandat terminé, sur la liste des anciens membres"
    IMAGE = "image", "être filmé ou filmée, photographié ou photographiée en réunion"
