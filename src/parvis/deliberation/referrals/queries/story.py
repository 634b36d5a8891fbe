"""The story of a referral in steps, as the public page tells it."""

from django.utils.translation import gettext as _

from ..choices import ADOPTED_ON, AT_WORK, ENDED_ASIDE, TRANSMITTED_ON, Status
from .dossier import answer_rows, dossier_of
from .words import answer_delay, late_words, review_delays


def story(referral):
    """The five steps of a referral as the public page tells them."""
    steps = [tell(referral) for tell in (_question, _work, _opinion, _answer, _follow_up)]
    return _ended(referral, steps) if referral.status in ENDED_ASIDE else steps


def _question(referral):
    current = referral.status == Status.SUBMITTED
    return {
        "title": _("La question"), "state": "current" if current else "done",
        "when": referral.expected_on if current else referral.submitted_at,
        "when_words": _("avis attendu avant le"), "summary": _("Lire la saisine"),
        "template": "referrals/public/question.html", "context": {"referral": referral}, "open": current,
    }  # fmt: skip


def _work(referral):
    state = "current" if referral.status in AT_WORK else "done" if referral.started_at else "next"
    held = referral.hearings.filter(status="held").select_related("department")
    hearings = held if referral.started_at else []
    context = {"referral": referral, "hearings": hearings, "contributions": referral.contributions_count}
    return {
        "title": _("Les travaux"), "state": state,
        "when": referral.expected_on if state == "current" else referral.started_at if state == "done" else None,
        "when_words": _("avis attendu avant le"), "summary": _("Voir les travaux"),
        "template": "referrals/public/work.html" if state != "next" else "", "context": context,
        "text": "" if state != "next" else _("Le bureau de l’instance n’a pas encore accepté la question."),
    }  # fmt: skip


def _opinion(referral):
    if referral.opinion_is_public and referral.text:
        return {
            "title": _("L’avis"), "state": "done", "when": referral.opinion_adopted_on, "summary": _("Lire l’avis"),
            "template": "referrals/public/opinion.html",
            "context": {
                "referral": referral, "text": referral.text, "dossier": dossier_of(referral),
                "show_names": not referral.body.names_by_consent,
            },
        }  # fmt: skip
    adopted = referral.status in ADOPTED_ON
    return {
        "title": _("L’avis"), "state": "current" if adopted else "next",
        "when": referral.opinion_adopted_on if adopted else referral.adoption_planned_on,
        "when_words": _("adopté le") if adopted else _("adoption prévue le"),
        "text": _("L’avis est adopté ; il sera publié avec sa transmission.") if adopted else "",
    }  # fmt: skip


def _answer(referral):
    if referral.status not in TRANSMITTED_ON:
        words = _("{delay} au plus après la transmission de l’avis").format(delay=answer_delay(referral))
        return {"title": _("La réponse"), "state": "next", "when": None, "when_words": words}
    done = referral.answered_on is not None
    rows = answer_rows(referral) if referral.opinion_is_public else []
    return {
        "title": _("La réponse"), "state": "done" if done else "current",
        "when": referral.answered_on if done else referral.answer_due_on,
        "when_words": _("promise pour le") if referral.days_late else _("attendue avant le"),
        "late": late_words(referral), "summary": _("Voir chaque recommandation et sa réponse"),
        "template": "referrals/public/answers.html" if rows else "",
        "context": {"referral": referral, "rows": rows}, "open": True,
    }  # fmt: skip


def _follow_up(referral):
    reviews = dossier_of(referral).reviews if referral.answered_on else []
    held = [r for r in reviews if r.held_on]
    waiting = [] if referral.is_over else [r for r in reviews if not r.held_on]
    if referral.status == Status.CLOSED:
        state, when = "done", referral.closed_on
    elif referral.status == Status.UNDER_FOLLOW_UP:
        state, when = "current", waiting[0].due_on if waiting else None
    else:
        state, when = "next", None
    return {
        "title": _("Les suites"), "state": state, "when": when,
        "when_words": _("prochain bilan le") if state == "current" else _promised_reviews(referral, state),
        "template": "referrals/public/reviews.html" if reviews else "", "summary": _("Voir les bilans"),
        "context": {"referral": referral, "held": held, "waiting": waiting},
    }  # fmt: skip


def _promised_reviews(referral, state):
    return _("{delays} après la réponse").format(delays=review_delays(referral)) if state == "next" else ""


def _ended(referral, steps):
    """A question declined, withdrawn or lapsed: what was done, then how it ended."""
    done = [s for s in steps if s["state"] == "done"]
    declined = _("L’instance ne rend pas d’avis") if referral.no_opinion else _("L’instance décline la question")
    words = {
        Status.DECLINED: declined,
        Status.WITHDRAWN: _("La question est retirée"),
        Status.LAPSED: _("Aucun avis n’a été rendu à temps"),
    }
    end = {
        "title": words[referral.status], "state": "done", "when": referral.ended_on, "summary": _("Lire le motif"),
        "template": "referrals/public/end.html", "context": {"referral": referral}, "open": True,
    }  # fmt: skip
    return [*done, end]
