"""The figures that the law, or the product's own proposals, give to bodies. Each is a dated row; these are the first.

An authority overrides a proposal by a row of its own. Those marked « à vérifier » block nothing.
"""

import datetime as dt

from django.db.models import Q

from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.defaults import ALWAYS, DEFAULT_RULES, proposed
from parvis.ground.authorities.models import LegalRule
from parvis.ground.core import clock

L5211_10_1 = "CGCT, article L5211-10-1 (version en vigueur depuis le 29 décembre 2023)"
L5211_11_2 = "CGCT, article L5211-11-2"
L1112_23 = "CGCT, article L1112-23"
L2143_1 = "CGCT, article L2143-1"
L2143_2 = "CGCT, article L2143-2"
L2143_3 = "CGCT, article L2143-3 (à vérifier)"
L1413_1 = "CGCT, article L1413-1 (à vérifier)"

_SINCE_2023 = dt.date(2023, 12, 29)
_SINCE_2019 = dt.date(2019, 12, 29)
_SINCE_2002 = dt.date(2002, 2, 28)
_SINCE_2005 = dt.date(2005, 2, 12)
_SINCE_2017 = dt.date(2017, 1, 29)


def _row(code, label, value, unit, source, since=ALWAYS, standing=RuleStanding.LAW):
    return {
        "code": code, "label": label, "value": value, "unit": unit, "valid_from": since, "source": source,
        "standing": standing,
    }  # fmt: skip


LEGAL_RULES = (
    _row(
        "development_council.compulsory_above",
        "Conseil de développement obligatoire au-delà de ce nombre d’habitants (EPCI à fiscalité propre)",
        50_000, RuleUnit.INHABITANTS, L5211_10_1, _SINCE_2019,
    ),
    _row(
        "development_council.gender_gap_max",
        "Écart maximal entre le nombre de femmes et le nombre d’hommes au conseil de développement",
        1, RuleUnit.PEOPLE, L5211_10_1, _SINCE_2019,
    ),
    _row(
        "development_council.reflects_age_classes",
        "La composition reflète les classes d’âge du recensement",
        1, RuleUnit.FLAG, L5211_10_1, _SINCE_2019,
    ),
    _row(
        "development_council.excludes_community_councillors",
        "Un conseiller communautaire ou métropolitain ne peut pas être membre du conseil de développement",
        1, RuleUnit.FLAG, L5211_10_1, _SINCE_2023,
    ),
    _row(
        "development_council.activity_report",
        "Rapport d’activité examiné et débattu par l’assemblée, chaque année",
        1, RuleUnit.YEARS, L5211_10_1, _SINCE_2019,
    ),
    _row(
        "governance_pact.debate",
        "Débat et délibération sur un pacte de gouvernance, après le renouvellement général",
        1, RuleUnit.FLAG, L5211_11_2, _SINCE_2019,
    ),
    _row(
        "renewal.participation_debate",
        "Débat et délibération sur la consultation du conseil de développement et l’association de la population",
        1, RuleUnit.FLAG, L5211_11_2, _SINCE_2019,
    ),
    _row(
        "governance_pact.adopted_within",
        "Adoption du pacte de gouvernance, s’il est décidé, après le renouvellement général",
        9, RuleUnit.MONTHS, L5211_11_2, _SINCE_2019,
    ),
    _row(
        "governance_pact.municipal_opinions_within",
        "Délai des conseils municipaux pour rendre leur avis sur le projet de pacte",
        2, RuleUnit.MONTHS, L5211_11_2, _SINCE_2019,
    ),
    _row(
        "neighbourhood_council.compulsory_from",
        "Conseils de quartier obligatoires à partir de ce nombre d’habitants",
        80_000, RuleUnit.INHABITANTS, L2143_1, _SINCE_2002,
    ),
    _row(
        "neighbourhood_council.optional_from",
        "Conseils de quartier facultatifs à partir de ce nombre d’habitants",
        20_000, RuleUnit.INHABITANTS, L2143_1, _SINCE_2002,
    ),
    _row(
        "advisory_committee.chaired_by_councillor",
        "Comité consultatif présidé par un membre du conseil municipal désigné par le maire",
        1, RuleUnit.FLAG, L2143_2, _SINCE_2002,
    ),
    _row(
        "advisory_committee.ends_with_term",
        "La durée d’un comité consultatif ne dépasse pas celle du mandat municipal",
        1, RuleUnit.FLAG, L2143_2, _SINCE_2002,
    ),
    _row(
        "youth_council.gender_gap_max",
        "Écart maximal entre le nombre de femmes et le nombre d’hommes au conseil de jeunes",
        1, RuleUnit.PEOPLE, f"{L1112_23} (à vérifier)", _SINCE_2017, RuleStanding.KNOWLEDGE,
    ),
    _row(
        "youth_council.under",
        "Âge que les membres du conseil de jeunes n’ont pas atteint",
        30, RuleUnit.YEARS, f"{L1112_23} (à vérifier)", _SINCE_2017, RuleStanding.KNOWLEDGE,
    ),
    _row(
        "users_commission.wider",
        "Commission consultative des services publics locaux obligatoire pour les départements et les régions",
        1, RuleUnit.FLAG, L1413_1, _SINCE_2002, RuleStanding.KNOWLEDGE,
    ),
    _row(
        "accessibility_commission.commune_from",
        "Commission communale pour l’accessibilité obligatoire à partir de ce nombre d’habitants",
        5_000, RuleUnit.INHABITANTS, L2143_3, _SINCE_2005, RuleStanding.KNOWLEDGE,
    ),
    _row(
        "accessibility_commission.epci_from",
        "Commission intercommunale pour l’accessibilité obligatoire à partir de ce nombre d’habitants",
        5_000, RuleUnit.INHABITANTS, L2143_3, _SINCE_2005, RuleStanding.KNOWLEDGE,
    ),
    proposed("membership.ending_soon", "Mandats signalés avant leur terme", 6, RuleUnit.MONTHS),
    proposed("renewal.alert_before", "Ouverture du renouvellement avant la fin du mandat", 9, RuleUnit.MONTHS),
    proposed(
        "body.internal_rules_within", "Adoption du règlement intérieur après l’installation", 6, RuleUnit.MONTHS
    ),
    proposed("body.composition_age_tolerance", "Écart toléré par classe d’âge, en points", 5, RuleUnit.COUNT),
)  # fmt: skip


SHARED = tuple(row for row in DEFAULT_RULES if row["code"].startswith("users_commission."))
"""The rows about bodies that the ground brings itself."""


def rule(authority, code, on):
    """The rule in force for this authority that day; the row that the product ships when the table says nothing."""
    mine = (row for row in _rows(authority) if row.code == code and _holds(row, on))
    found = max(mine, key=lambda row: (row.authority_id is not None, row.valid_from), default=None)
    return found or LegalRule(**next(row for row in (*LEGAL_RULES, *SHARED) if row["code"] == code))


def longest(authority, code):
    """The longest delay of this code that this authority knows, whenever it holds."""
    known = [row.number for row in _rows(authority) if row.code == code]
    return max([*known, rule(authority, code, clock.today()).number])


def _rows(authority):
    """Every row about bodies, read once for this authority in hand."""
    if "_body_rules" not in authority.__dict__:
        codes = [row["code"] for row in (*LEGAL_RULES, *SHARED)]
        rows = LegalRule.objects.filter(Q(authority=authority) | Q(authority=None), code__in=codes)
        authority._body_rules = list(rows)
    return authority._body_rules


def _holds(row, on):
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
