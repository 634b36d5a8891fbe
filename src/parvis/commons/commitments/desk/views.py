"""A promise's record: who answers for it, by when, what was said of it."""

from django.shortcuts import render
from django.urls import reverse

from parvis.commons.commitments.models import Commitment
from parvis.ground.core.french import plain_date
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers


def closed(commitment):
    return "" if commitment.is_open else f"L’engagement est {commitment.get_status_display()}."


VERBS = (
    Verb("Dire où il en est", "desk:commitments:report", "commitments.report_commitment", why_not=closed),
    Verb("Dire qu’il est tenu", "desk:commitments:complete", "commitments.complete_commitment", step="complete"),
    Verb("Commencer", "desk:commitments:start", "commitments.start_commitment", step="start"),
    Verb(
        "Publier", "desk:commitments:publish", "commitments.publish_commitment",
        why_not=lambda c: "Il est déjà public." if c.is_public else "",
    ),
    Verb("Modifier", "desk:commitments:amend", "commitments.change_commitment", why_not=closed),
    Verb("Reporter l’échéance", "desk:commitments:postpone", "commitments.postpone_commitment", why_not=closed),
    Verb(
        "Prévoir les revues", "desk:commitments:schedule_reviews", "commitments.review_commitment", why_not=closed,
    ),
    Verb("Rouvrir", "desk:commitments:reopen", "commitments.reopen_commitment", step="reopen", back=True),
    Verb(
        "Retirer du site public", "desk:commitments:withdraw", "commitments.withdraw_commitment",
        why_not=lambda c: "" if c.is_public else "Il n’est pas public.", back=True,
    ),
    Verb(
        "Abandonner", "desk:commitments:abandon", "commitments.abandon_commitment", step="abandon", danger=True
    ),
)  # fmt: skip


@desk_view("commitments.view_commitment", Commitment)
def detail(request, commitment):
    reviews = list(commitment.reviews.all())
    for review in reviews:
        review.commitment = commitment
        review.may_hold = review.held_on is None and request.user.has_perm("commitments.hold_commitmentreview", review)
    context = {
        "title": commitment.title, "kicker": "Engagements", "kicker_url": _list_url(request),
        "number": commitment.reference, "state": commitment, "next_step": _next_step(commitment),
        "facts": list(_facts(commitment)), "verbs": offers(request.user, commitment, VERBS),
        "tab_template": "commitments/desk/commitment.html", "commitment": commitment,
        "reports": commitment.reports.select_related("by", "evidence"), "reviews": reviews,
        "rail": {
            "deadlines": [_deadline(commitment), *(_review_deadline(commitment, review) for review in reviews)],
            "people": list(_people(request.user, commitment)),
            "history": history_of(commitment, request.user, limit=RECENT),
        },
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _list_url(request):
    may_list = request.user.has_perm("commitments.list_commitment", request.authority)
    return reverse("desk:commitments:list") if may_list else ""


def _next_step(commitment):
    if not commitment.is_open:
        return None
    return {"what": "tenir l’engagement", "who": commitment.owner_words, "when": commitment.due_on}


def _facts(commitment):
    yield "Répond de l’engagement", commitment.owner_words
    yield "Pris le", plain_date(commitment.promised_on)
    yield "Échéance", plain_date(commitment.due_on)
    if commitment.done_on:
        yield "Tenu le", plain_date(commitment.done_on)
    if commitment.abandoned_on:
        yield "Abandonné le", plain_date(commitment.abandoned_on)
    yield "Dispositif", commitment.scheme or "aucun"
    yield "Sur le site public", "oui" if commitment.is_public else "non"


def _deadline(commitment):
    over = not commitment.is_open
    return {"label": "Échéance de l’engagement", "when": commitment.due_on, "done": commitment.done_on, "over": over}


def _review_deadline(commitment, review):
    return {"label": "Revue", "when": review.due_on, "done": review.held_on, "over": not commitment.is_open}


def _people(user, commitment):
    if commitment.owner:
        may_read = user.has_perm("people.view_person", commitment.owner)
        url = commitment.owner.get_desk_url() if may_read else ""
        yield {"name": commitment.owner.full_name, "role": "répond de l’engagement", "url": url}
    if commitment.department:
        yield {"name": commitment.department.name, "role": "service chargé", "url": ""}
