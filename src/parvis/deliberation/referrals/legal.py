"""The delays of referrals: dated rows that the product ships and that an authority may replace by its own."""

import datetime as dt

from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.legal import rule_in_force
from parvis.ground.authorities.models import LegalRule

PROPOSAL = "Réglage par défaut, modifiable par le règlement intérieur ou la charte"
_ALWAYS = dt.date(2000, 1, 1)


def _promise(code, label, value, unit):
    return {
        "code": code, "label": label, "value": value, "unit": unit, "valid_from": _ALWAYS, "source": PROPOSAL,
        "standing": RuleStanding.PROPOSAL,
    }  # fmt: skip


NOTICE = "referral.notice_before_expected"
TRANSMIT = "referral.transmit_within"
ANSWER = "referral.answer_within"
PUBLISH = "referral.publish_after"
LAPSE = "referral.lapse_after"
ADMIT = "referral.admit_within"
LATE_STEP = "referral.late_alert_step"
LATE_OFFICER = "referral.late_alert_officer"
LATE_DIRECTOR = "referral.late_alert_director"
REVIEWS = ("follow_up.first_review", "follow_up.second_review", "follow_up.third_review")

LEGAL_RULES = (
    _promise(NOTICE, "Délai laissé à l’instance pour rendre son avis", 8, RuleUnit.WEEKS),
    _promise(ADMIT, "Acceptation ou refus d’une saisine par le bureau, après sa réception", 15, RuleUnit.DAYS),
    _promise(TRANSMIT, "Transmission de l’avis après son adoption", 8, RuleUnit.DAYS),
    _promise(ANSWER, "Réponse motivée à un avis, après sa transmission", 3, RuleUnit.MONTHS),
    _promise(PUBLISH, "Publication de l’avis après sa transmission", 0, RuleUnit.DAYS),
    _promise(LAPSE, "Saisine caduque après la date attendue sans avis", 0, RuleUnit.DAYS),
    _promise(LATE_STEP, "Étape d’une saisine en retard : rappel à qui la tient", 7, RuleUnit.DAYS),
    _promise(LATE_OFFICER, "Réponse en retard : rappel à la mission participation", 7, RuleUnit.DAYS),
    _promise(LATE_DIRECTOR, "Réponse en retard : rappel à la direction", 1, RuleUnit.MONTHS),
    _promise(REVIEWS[0], "Premier bilan de suivi, après la réponse", 6, RuleUnit.MONTHS),
    _promise(REVIEWS[1], "Deuxième bilan de suivi, après la réponse", 12, RuleUnit.MONTHS),
    _promise(REVIEWS[2], "Troisième bilan de suivi, après la réponse", 24, RuleUnit.MONTHS),
)


def rule(authority, code, on):
    """The rule in force for this authority; the row that the product ships when the table says nothing."""
    try:
        return rule_in_force(authority, code, on)
    except LookupError:
        return LegalRule(**next(row for row in LEGAL_RULES if row["code"] == code))
