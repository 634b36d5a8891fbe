"""What Django's own fields say of a wrong answer, with an example of a right one (RGAA 11.10 and 11.11)."""

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _


def give_examples():
    """Said by every form, those of the libraries included."""
    EmailValidator.message = _("Cette adresse n’est pas complète. Exemple : nom@exemple.fr.")
    forms.DateField.default_error_messages["invalid"] = _("Cette date n’existe pas. Exemple : 31/12/2026.")
    forms.TimeField.default_error_messages["invalid"] = _("Cette heure n’existe pas. Exemple : 18:30.")
    forms.DateTimeField.default_error_messages["invalid"] = _(
        "Cette date ou cette heure n’existe pas. Exemple : 31/12/2026 18:30."
    )
