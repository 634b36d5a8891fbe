"""What one types of hours, kilometres, euros and rates, turned into minutes, tenths, cents and exact fractions."""

import datetime as dt
from fractions import Fraction

from django import forms

from parvis.ground.core import clock
from parvis.ground.core.dates import midnight
from parvis.shells.forms import date_input

BAD_RATE = "Écrivez un taux comme 1, 1,5 ou 4/3."


def day(label="Jour", **options):
    return forms.DateField(label=label, widget=date_input(), **options)


def time(label, **options):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


class KilometresField(forms.DecimalField):
    """Kilometres with one decimal; gives tenths of a kilometre."""

    def __init__(self, **options):
        options = {"label": "Distance (km)", "min_value": 0, "max_value": 2000} | options
        super().__init__(decimal_places=1, max_digits=6, localize=True, **options)

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else int(found * 10)

    def prepare_value(self, value):
        return Fraction(value, 10).__float__() if isinstance(value, int) else value


class EurosField(forms.DecimalField):
    """Euros with cents; gives cents."""

    def __init__(self, **options):
        super().__init__(decimal_places=2, max_digits=8, min_value=0, localize=True, required=False, **options)

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value):
        return value / 100 if isinstance(value, int) else value


class RateField(forms.CharField):
    """« 4/3 », « 1,5 » or « 2 »; gives the exact fraction."""

    def clean(self, value):
        text = super().clean(value).replace(",", ".").replace(" ", "")
        try:
            rate = Fraction(text)
        except (ValueError, ZeroDivisionError) as error:
            raise forms.ValidationError(BAD_RATE) from error
        if not 0 <= rate <= 10 or rate.denominator > 1000:
            raise forms.ValidationError(BAD_RATE)
        return rate


def moments(day, start, end):
    """The two local moments of a session; an end that is not after the start falls on the next day."""
    last = day if end > start else day + dt.timedelta(days=1)
    return moment(day, start), moment(last, end)


def moment(day, at):
    """A local moment; of an hour that comes twice when clocks go back, the first; one that no clock shows moves on."""
    found = midnight(day).replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return clock.local(found.astimezone(dt.UTC))
