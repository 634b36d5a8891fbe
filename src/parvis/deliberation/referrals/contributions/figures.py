"""Indicators: how answers keep their promises."""

from parvis.ground.core.manifest import Indicator

from .. import queries


def _on_time(authority, on):
    kept, due_by = queries.answers_on_time(authority, on)
    return round(100 * kept / due_by) if due_by else None


def _accepted(authority, on):
    accepted, answered = queries.accepted_share(authority, on)
    return round(100 * accepted / answered) if answered else None


INDICATORS = (
    Indicator(
        "referrals.answers_on_time", "Réponses données dans le délai promis",
        "Part des avis dont la réponse motivée, due à cette date, a été publiée au plus tard le jour promis.", "%",
        _on_time,
    ),
    Indicator(
        "referrals.accepted_share", "Recommandations acceptées",
        "Part des recommandations répondues à cette date qui sont acceptées, en tout ou partie.", "%", _accepted,
    ),
    Indicator(
        "referrals.median_delay", "Délai médian de réponse",
        "Nombre médian de jours entre la transmission d’un avis et la publication de sa réponse.", "jours",
        queries.median_delay,
    ),
)  # fmt: skip
