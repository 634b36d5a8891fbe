"""Checks of what people type about people, with sentences that say what to do."""

import re

from django.core.exceptions import ValidationError

from . import phones


def validate_phone(value):
    if value and not phones.is_valid(value):
        raise ValidationError("Ce numéro n’est pas complet. Exemple : 06 12 34 56 78, ou +32 pour la Belgique.")


def validate_postcode(value):
    if not re.fullmatch(r"\d{5}", value):
        raise ValidationError("Un code postal a cinq chiffres, par exemple 47300.")


def validate_rna(value):
    """« W » then nine characters; letters occur in the national directory, so the wider pattern is accepted."""
    if not re.fullmatch(r"W\d[A-Z\d]\d{7}", value):
        raise ValidationError("Un numéro RNA commence par W suivi de neuf caractères, par exemple W472001234.")
