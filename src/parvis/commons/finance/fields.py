"""Amounts as people type them, in euros; the product counts in cents."""

from django import forms

from parvis.commons.imports import parsing
from parvis.ground.core.french import money

MOST = 100_000_000_000
"""A thousand million euros: beyond, it is a slip of the hand."""


class EurosField(forms.CharField):
    """« 1 490,50 » → 149050 cents."""

    def __init__(self, **options):
        super().__init__(**{"max_length": 30, "help_text": "En euros, toutes taxes comprises : 1 490,50."} | options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = parsing.cents(text)
        except (ValueError, ArithmeticError):
            raise forms.ValidationError("Écrivez un montant comme 1 490 ou 1490,50, sans signe.")
        if cents > MOST:
            raise forms.ValidationError(f"Ce montant dépasse {money(MOST)} : vérifiez-le.")
        return cents

    def prepare_value(self, value):
        """What the form shows of cents: « 1490,50 »; what was typed is given back as it was."""
        return f"{value // 100},{value % 100:02d}".removesuffix(",00") if isinstance(value, int) else value


class RateField(forms.DecimalField):
    """A rate in percent, « 5,5 » → 550 hundredths."""

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, localize=True, **options)

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else int(found * 100)
