"""The legal figures that hold for every authority: those of local democracy, and those that each feature brings.

A feature declares its own in `Feature.extra["legal_rules"]`, as dicts of `LegalRule` fields. Rows already written are
never touched: an authority may have replaced them, and what was true on a date stays true for that date.
"""

import datetime as dt
from itertools import pairwise

from django.db import transaction
from django.utils.dateparse import parse_date

from parvis.ground.core.manifest import features

from .choices import RuleStanding, RuleUnit
from .legal import rule_in_force
from .models import LegalRule

L1112_16 = "CGCT, article L1112-16 (version du 23 février 2022)"
PROPOSAL = "Réglage proposé, modifiable par le règlement intérieur ou la charte"
ALWAYS = dt.date(2000, 1, 1)


def _row(code, label, value, unit, since, source, standing=RuleStanding.LAW):
    return {
        "code": code, "label": label, "value": value, "unit": unit, "valid_from": since, "source": source,
        "standing": standing,
    }  # fmt: skip


def _unsure(*row):
    """Known, but not read at its source: it blocks nothing until somebody has checked it."""
    return _row(*row, standing=RuleStanding.KNOWLEDGE)


def proposed(code, label, value, unit, *, source=PROPOSAL):
    """A figure that no law gives: the product proposes it, and an authority may write its own."""
    return _row(code, label, value, unit, ALWAYS, source, RuleStanding.PROPOSAL)


# fmt: off
DEFAULT_RULES = (
    _row("public_association.publish_results",
         "Publication des modalités, des résultats ou des suites envisagées d’une association du public",
         1, RuleUnit.FLAG, dt.date(2016, 1, 1), "CRPA, article L131-1"),
    _row("electoral_reserve.months_before",
         "Réserve électorale : dès le premier jour du sixième mois précédant le mois des élections générales",
         6, RuleUnit.MONTHS, dt.date(1990, 1, 15), "Code électoral, article L52-1"),
    _row("legal_petition.commune_ratio", "Part des électeurs inscrits pour saisir une commune",
         "0.1", RuleUnit.RATIO, dt.date(2022, 2, 23), L1112_16),
    _row("legal_petition.other_ratio", "Part des électeurs inscrits pour saisir une autre collectivité territoriale",
         "0.05", RuleUnit.RATIO, dt.date(2022, 2, 23), L1112_16),
    _row("legal_petition.one_per_quarter", "Demandes signées par électeur, par collectivité et par trimestre",
         1, RuleUnit.COUNT, dt.date(2022, 2, 23), L1112_16),
    _row("elector_consultation.notice_before",
         "Transmission de la délibération au représentant de l’État avant la consultation des électeurs",
         2, RuleUnit.MONTHS, dt.date(2004, 8, 8), "CGCT, article L1112-17"),
    _row("elector_consultation.state_may_sue_within",
         "Délai du représentant de l’État pour déférer la délibération au tribunal administratif",
         10, RuleUnit.DAYS, dt.date(2004, 8, 8), "CGCT, article L1112-17"),
    _row("elector_consultation.mayors_told_within",
         "Notification aux maires par le représentant de l’État, hors consultation communale",
         15, RuleUnit.DAYS, dt.date(2004, 8, 8), "CGCT, article L1112-18"),
    _row("assembly_notice.small_commune", "Convocation du conseil municipal en dessous de 3 500 habitants",
         3, RuleUnit.CLEAR_DAYS, ALWAYS, "CGCT, article L2121-11"),
    _row("assembly_notice.large_commune", "Convocation du conseil municipal à partir de 3 500 habitants",
         5, RuleUnit.CLEAR_DAYS, ALWAYS, "CGCT, article L2121-12"),
    _row("assembly_notice.large_from", "Population à partir de laquelle la convocation est de cinq jours francs",
         3500, RuleUnit.INHABITANTS, ALWAYS, "CGCT, article L2121-12"),
    _row("assembly_notice.urgent", "Convocation du conseil municipal en cas d’urgence",
         1, RuleUnit.CLEAR_DAYS, ALWAYS, "CGCT, articles L2121-11 et L2121-12"),
    _unsure("assembly_notice.department", "Envoi des rapports aux conseillers départementaux",
            12, RuleUnit.DAYS, ALWAYS, "CGCT, article L3121-19 (à vérifier)"),
    _unsure("users_commission.commune_above",
            "Commission consultative des services publics locaux : communes de plus de ce nombre d’habitants",
            10_000, RuleUnit.INHABITANTS, dt.date(2002, 2, 28), "CGCT, article L1413-1 (à vérifier)"),
    _unsure("users_commission.epci_above",
            "Commission consultative des services publics locaux : intercommunalités de plus de ce nombre d’habitants",
            50_000, RuleUnit.INHABITANTS, dt.date(2002, 2, 28), "CGCT, article L1413-1 (à vérifier)"),
    _unsure("local_referendum.turnout", "Part des électeurs inscrits qui rend un référendum local décisif",
            "0.5", RuleUnit.RATIO, dt.date(2003, 8, 2), "CGCT, article LO1112-7 (à vérifier)"),
    *(proposed(f"deadline.{name}_alert", label, days, RuleUnit.DAYS)
      for name, label, days in (
          ("first", "Première alerte avant une échéance", 30),
          ("second", "Deuxième alerte avant une échéance", 10),
          ("last", "Dernière alerte avant une échéance", 3),
          ("late", "Rappel d’une échéance dépassée", 7),
      )),
    proposed("deadline.director_alert", "Rappel d’une échéance dépassée à la direction", 1, RuleUnit.MONTHS),
)
# fmt: on


def shipped_rules():
    """Every row that this version of the product knows, general ones first; dates may be written as ISO text."""
    rows = [*DEFAULT_RULES, *(row for f in features() for row in f.extra.get("legal_rules", ()))]
    return [{**row, "valid_from": parse_date(str(row["valid_from"]))} for row in rows]


def known_rule(authority, code, on):
    """The rule in force; without any, the row that the product ships; None when nobody knows the code."""
    try:
        return rule_in_force(authority, code, on)
    except LookupError:
        return next((LegalRule(**row) for row in shipped_rules() if row["code"] == code), None)


@transaction.atomic
def load_rules():
    """Write the general rows that are missing; returns how many.

    When a new version of the product brings a later value, the row that held until then ends on its eve.
    """
    known = set(LegalRule.objects.filter(authority=None).values_list("code", "valid_from"))
    missing = {(r["code"], r["valid_from"]): LegalRule(**r) for r in reversed(shipped_rules())}
    fresh = [rule for key, rule in missing.items() if key not in known]
    LegalRule.objects.bulk_create(reversed(fresh))
    for code in {rule.code for rule in fresh}:
        _chain(code)
    return len(fresh)


def _chain(code):
    """Each general row of a code ends on the eve of the next one."""
    rows = list(LegalRule.objects.filter(authority=None, code=code).order_by("valid_from"))
    for row, following in pairwise(rows):
        eve = following.valid_from - dt.timedelta(days=1)
        if row.valid_to is None or row.valid_to > eve:
            LegalRule.objects.filter(pk=row.pk).update(valid_to=eve)
