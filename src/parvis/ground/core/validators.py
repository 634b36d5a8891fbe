"""Checks of identifiers and texts that come from outside, with sentences that say what to do."""

import re

from django.core.exceptions import ValidationError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret


def validate_siren(value):
    """Nine digits with a Luhn key (INSEE)."""
    if not stdnum_siren.is_valid(value):
        raise ValidationError("Ce SIREN n’existe pas : neuf chiffres, dont une clé de contrôle. Vérifiez la saisie.")


def validate_siret(value):
    """Fourteen digits with a Luhn key (La Poste's own key included)."""
    if not stdnum_siret.is_valid(value):
        raise ValidationError(
            "Ce SIRET n’existe pas : quatorze chiffres, dont une clé de contrôle. Vérifiez la saisie."
        )


def validate_colour(value):
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ValidationError("Écrivez la couleur sous la forme #1c5d99.")


def validate_insee_commune(value):
    """Five characters of the official geographic code; 2A/2B for Corsica."""
    if not re.fullmatch(r"(\d{5}|2[AB]\d{3})", value):
        raise ValidationError("Le code INSEE d’une commune a cinq caractères, par exemple 47195.")


_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"


def host_name(text):
    """A host's name in lower case; `ValidationError` when it holds anything else (scheme, path, port, space)."""
    name = text.strip().lower().rstrip(".")
    if len(name) > 253 or not re.fullmatch(rf"{_LABEL}(\.{_LABEL})*", name):
        raise ValidationError(
            "Indiquez le nom seul, sans « https:// », sans chemin ni port : participation.ville.fr, par exemple."
        )
    return name
