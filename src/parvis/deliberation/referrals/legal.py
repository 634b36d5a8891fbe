"""The delays of referrals: dated rows that the product ships and that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed

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
    proposed(NOTICE, "Délai laissé à l’instance pour rendre son avis", 8, RuleUnit.WEEKS),
    proposed(ADMIT, "Acceptation ou refus d’une saisine par le bureau, après sa réception", 15, RuleUnit.DAYS),
    proposed(TRANSMIT, "Transmission de l’avis après son adoption", 8, RuleUnit.DAYS),
    proposed(ANSWER, "Réponse motivée à un avis, après sa transmission", 3, RuleUnit.MONTHS),
    proposed(PUBLISH, "Publication de l’avis après sa transmission", 0, RuleUnit.DAYS),
    proposed(LAPSE, "Saisine caduque après la date attendue sans avis", 0, RuleUnit.DAYS),
    proposed(LATE_STEP, "Étape d’une saisine en retard : rappel à qui la tient", 7, RuleUnit.DAYS),
    proposed(LATE_OFFICER, "Réponse en retard : rappel à la mission participation", 7, RuleUnit.DAYS),
    proposed(LATE_DIRECTOR, "Réponse en retard : rappel à la direction", 1, RuleUnit.MONTHS),
    proposed(REVIEWS[0], "Premier bilan de suivi, après la réponse", 6, RuleUnit.MONTHS),
    proposed(REVIEWS[1], "Deuxième bilan de suivi, après la réponse", 12, RuleUnit.MONTHS),
    proposed(REVIEWS[2], "Troisième bilan de suivi, après la réponse", 24, RuleUnit.MONTHS),
)
