"""How a referral is said in a few words."""

from django.utils.translation import gettext as _

from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import delay_words, delays_words
from parvis.ground.core import clock, french

from .. import legal
from ..choices import AWAITING_ANSWER, Kind


def late_words(referral):
    """« En retard de 47 jours », said plainly; empty when on time."""
    late = referral.days_late
    if not late:
        return ""
    said = french.plural(late, _("jour"), _("jours"))
    if referral.status in AWAITING_ANSWER:
        return _("Réponse en retard de {days}").format(days=said)
    return _("Réponse donnée avec {days} de retard").format(days=said)


def asked_by(referral):
    """Who asks, in words: « Luc Castérande, au conseil de développement »."""
    body = referral.body.name
    if referral.requested_by_id:
        return _("{who}, à l’instance : {body}").format(who=referral.requested_by.full_name, body=body)
    words = _("Auto-saisine : {body}") if referral.is_self_referral else _("Question posée à l’instance : {body}")
    return words.format(body=body)


def answer_delay(referral):
    """« 3 mois »: what the rules of the authority promise today."""
    return delay_words(known_rule(referral.authority, legal.ANSWER, clock.today()))


def review_delays(referral):
    """« 6, 12 et 24 mois », by the rules of the day of the answer, or of today before it."""
    day = referral.answered_on or clock.today()
    return delays_words([known_rule(referral.authority, code, day) for code in legal.REVIEWS])


def ground_words(referral):
    """« Consultation obligatoire : article L229-26 du code de l’environnement. », said once whoever wrote it how."""
    ground = referral.legal_ground.strip().rstrip(".")
    if ground.casefold().startswith(Kind.COMPULSORY.label.casefold()):
        return f"{ground[0].upper()}{ground[1:]}."
    return f"Consultation obligatoire : {ground}."
