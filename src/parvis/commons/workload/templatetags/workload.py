"""How durations and distances are read on pages."""

from django import template

from parvis.commons.workload import hours as arithmetic

register = template.Library()


@register.filter
def hours(minutes):
    """« 13 h 30 »."""
    return arithmetic.words(minutes or 0)


@register.filter
def kilometres(tenths):
    """« 36 km »."""
    return arithmetic.km_words(tenths or 0)
