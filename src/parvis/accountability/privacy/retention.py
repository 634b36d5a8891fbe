"""How long each table keeps its rows: as declared, or as the authority decided with its DPO in its legal rules."""

import datetime as dt

from django.db.models import DateTimeField
from django.utils import timezone

from parvis.ground.authorities.models import LegalRule
from parvis.ground.core import clock
from parvis.ground.core.dates import add_months
from parvis.ground.core.french import plural

from .words import field_words

THEN = {
    "erase": "puis effacement",
    "anonymise": "puis anonymisation",
    "archive": "puis versement aux archives",
}


def code_of(model):
    """The legal rule that may change the duration of a table: « retention.people.person »."""
    return f"retention.{model._meta.label_lower}"


def months_of(model, retention, authority, on=None):
    """Months during which the rows are kept on this authority."""
    return overrides(authority, on or clock.today()).get(code_of(model), retention.months)


def overrides(authority, on):
    """The durations that legal rules set, the authority's own before the general ones: `{code: months}`."""
    rows = LegalRule.objects.in_force(on).filter(code__startswith="retention.")
    found = {}
    for rule in rows.order_by("valid_from"):
        if rule.authority_id is None:
            found.setdefault(rule.code, rule.number)
    found |= {r.code: r.number for r in rows.filter(authority=authority).order_by("valid_from")}
    return found


def legal_rules(declared):
    """The declared durations as default legal rules, so that an authority may write its own."""
    return tuple(
        {
            "code": code_of(model), "label": f"Conservation : {model._meta.verbose_name_plural}",
            "value": personal.retention.months, "unit": "months", "valid_from": "2020-01-01",
            "source": "Durée proposée, à confirmer avec le DPO et les archives", "standing": "proposal",
        }
        for model, personal in declared
        if personal.retention
    )  # fmt: skip


def sentence(model, personal, authority):
    """« 36 mois après dernière mise à jour, puis effacement »; the ground when the row is kept without limit."""
    if personal.retention is None:
        return personal.keep or "tant que la fiche à laquelle elle se rattache"
    months = months_of(model, personal.retention, authority)
    field = field_of(model, personal.retention.since)
    return f"{plural(months, 'mois', 'mois')} après « {field_words(field)} », {THEN[personal.retention.then]}"


def field_of(model, path):
    """The field at the end of a path."""
    *steps, last = path.replace(".", "__").split("__")
    for name in steps:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)


def limit_for(model, personal, authority, on):
    """Rows dated before this are past their time: a date, or a moment for fields that hold moments."""
    day = add_months(on, -months_of(model, personal.retention, authority, on))
    if isinstance(field_of(model, personal.retention.since), DateTimeField):
        return timezone.make_aware(dt.datetime.combine(day, dt.time()))
    return day
