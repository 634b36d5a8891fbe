"""The reasoned response, recommendation by recommendation, prepared by the services and signed by the councillor."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from parvis.commons.commitments.lifecycle import promise
from parvis.commons.schemes.queries import group_of
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.authorities.lifecycle import principal_for
from parvis.ground.authorities.models import Delegation
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.core.text import shorten
from parvis.ground.journal.acts import heed, move, record

from .. import documents, legal, letters
from ..choices import AWAITING_ANSWER, TO_FOLLOW, ResponseStatus, Status
from ..models import FollowUpReview, RecommendationResponse, Referral, ServiceDraft
from ..rules import is_elected
from .opinion import executive
from .papers import write_later
from .telling import tell_followers, who_answers
from .working import members


@transaction.atomic
def acknowledge(referral, *, by, on=None):
    """The executive's secretariat has received the opinion."""
    on = on or clock.today()
    if on > clock.today():
        raise Refused("La date de réception est à venir.")
    if referral.transmitted_on and on < referral.transmitted_on:
        raise Refused(f"L’avis a été transmis le {referral.transmitted_on:%d/%m/%Y} : il n’est pas reçu avant.")
    move(referral, "acknowledge", by=by, behalf=_principal(referral, by), acknowledged_on=on)


@transaction.atomic
def propose_answer(response, *, status, reasons, by, department=None, due_on=None, budget_cents=None):
    """A service prepares the answer to a recommendation; the councillor, told of it, takes it up or writes another."""
    _refuse_answered(response)
    _refuse_blank(status, reasons)
    proposal = ServiceDraft.objects.create(
        response=response, department=department, by=by, at=clock.now(), status=status, reasons=reasons.strip(),
        due_on=due_on, budget_cents=budget_cents,
    )  # fmt: skip
    record(proposal, "propose_answer", by=by, facts={"response": response.pk, "status": str(status)})
    referral = response.referral
    letters.AnswerProposed(referral, proposal=proposal, code=response.recommendation.code).send_to(
        who_answers(referral), group=group_of(referral.body)
    )
    return proposal


@transaction.atomic
def take_up_proposal(proposal, *, by):
    """The words of the service become the answer being prepared."""
    response = proposal.response
    enter_answer(
        response, status=proposal.status, reasons=proposal.reasons, by=by, revision=response.revision,
        department=proposal.department or response.department, due_on=proposal.due_on,
        budget_cents=proposal.budget_cents,
    )  # fmt: skip
    return response


@transaction.atomic
def enter_answer(response, *, status, reasons, by, revision, department=None, due_on=None, budget_cents=None):
    """Write the answer to one recommendation; it may stay incomplete until publication.

    `revision` is the one that was on the screen: of two people who write at once the second is told.
    """
    _refuse_answered(response)
    changes = {
        "status": status, "reasons": reasons.strip(), "department": department, "due_on": due_on,
        "budget_cents": budget_cents,
    }  # fmt: skip
    rows = RecommendationResponse.objects.filter(pk=response.pk, revision=revision, published_on=None)
    if not rows.update(**changes, revision=F("revision") + 1):
        raise Refused(
            f"Quelqu’un vient d’écrire la réponse à la recommandation {response.recommendation.code}. "
            "Vos mots sont encore dans la page : copiez-les, rechargez, puis complétez sa réponse."
        )
    response.refresh_from_db()
    record(response, "enter_answer", by=by, facts={"status": str(status)})
    # What the direction approved is no longer what is written.
    Referral.objects.filter(pk=response.referral_id).update(answer_approved_on=None, answer_approved_by=None)


@transaction.atomic
def approve_answer(referral, *, by):
    """The direction approves the answer as it is written; the elected member signs and publishes it.

    `Refused` while it is not complete. Whatever is written afterwards asks for another approval.
    """
    if referral.status not in AWAITING_ANSWER:
        raise Refused("La réponse s’approuve entre la transmission de l’avis et sa publication.")
    _refuse_unreasoned(list(referral.responses.select_related("recommendation", "department")))
    approved = {"answer_approved_on": clock.today(), "answer_approved_by": by}
    Referral.objects.filter(pk=referral.pk).update(**approved)
    for name, value in approved.items():
        setattr(referral, name, value)
    record(referral, "approve_answer", by=by)


@transaction.atomic
def answer(referral, *, by, presented_on=None, answer_html="", override=""):
    """The councillor publishes the reasoned response (**pub**): delay recorded, promises made, reviews dated.

    `Refused` while one recommendation has no status, reasons or (when something is to follow) service and date, when
    an opinion without recommendations gets no words at all, and when the day of the presentation does not fit.
    Warns when the answer was not presented to the body.
    """
    responses = list(referral.responses.select_related("recommendation", "department"))
    _refuse_unreasoned(responses)
    _refuse_wordless(responses, answer_html)
    if presented_on is not None:
        _refuse_bad_presentation(referral, presented_on)
    cautions = heed(_presentation_caution(presented_on), override)
    if referral.status == Status.TRANSMITTED:
        # An answer proves the receipt: the step that the secretariat did not record is recorded now.
        acknowledge(referral, by=by)
    today = clock.today()
    facts = {"days_late": max((today - referral.answer_due_on).days, 0)}
    facts["approved"] = referral.answer_approved_on is not None
    move(
        referral, "answer", by=by, behalf=None, cautions=cautions, reason=override, facts=facts,
        answered_on=today, answered_by=by, presented_on=presented_on, answer_html=clean(answer_html),
    )  # fmt: skip
    referral.responses.update(published_on=today)
    followed = [r for r in responses if r.status in TO_FOLLOW]
    for response in followed:
        _promise(referral, response, by)
    if followed:
        _follow_up(referral, today)
    people = [*members(referral), *executive(referral)]
    letters.AnswerPublished(referral, late=facts["days_late"]).send_to(people, group=group_of(referral.body))
    tell_followers(referral, "reponse")
    write_later(referral, by, documents.ANSWERS.code)


@transaction.atomic
def present_answer(referral, *, on, by):
    """Say when the answer was presented to the body."""
    if referral.answered_on is None:
        raise Refused("La réponse n’est pas encore publiée.")
    _refuse_bad_presentation(referral, on)
    type(referral).objects.filter(pk=referral.pk).update(presented_on=on)
    referral.presented_on = on
    record(referral, "present_answer", by=by)


def _refuse_bad_presentation(referral, on):
    if not (referral.transmitted_on <= on <= clock.today()):
        raise Refused(
            f"La réponse est présentée à l’instance après la transmission de l’avis, le "
            f"{referral.transmitted_on:%d/%m/%Y}, et au plus tard aujourd’hui : vérifiez la date."
        )


def _promise(referral, response, by):
    """A public commitment for what is accepted, accepted in part or under study."""
    row = response.recommendation
    commitment = promise(
        referral.authority, scheme=referral.body, title=shorten(row.statement, 300), details=response.reasons,
        department=response.department, due_on=response.due_on, reference=f"{referral.number} {row.code}",
        is_public=True, by=by,
    )  # fmt: skip
    RecommendationResponse.objects.filter(pk=response.pk).update(commitment=commitment)
    response.commitment = commitment


def _follow_up(referral, today):
    """The follow-up opens by itself, with its reviews (months counted by rule 3 of part B)."""
    move(referral, "follow_up", by=None)
    FollowUpReview.objects.bulk_create(reviews_of(referral, today))


def reviews_of(referral, answered_on):
    """The reviews, not written yet, that the rules in force on the day of an answer promise."""
    rules = [known_rule(referral.authority, code, answered_on) for code in legal.REVIEWS]
    return [
        FollowUpReview(referral=referral, months=rule.number, due_on=apply_delay(rule, answered_on)) for rule in rules
    ]


def _refuse_unreasoned(responses):
    blank = [r.recommendation.code for r in responses if not r.is_complete]
    if blank:
        raise Refused(f"Complétez avant de publier : il manque le sens ou les motifs pour {', '.join(blank)}.")
    loose = [r.recommendation.code for r in responses if r.status in TO_FOLLOW and not _is_dated(r)]
    if loose:
        raise Refused(f"Indiquez le service chargé et une échéance à venir pour : {', '.join(loose)}.")


def _refuse_wordless(responses, answer_html):
    """Without recommendations, the answer is what it says of the whole opinion."""
    if not responses and not plain(clean(answer_html)):
        raise Refused("L’avis ne contient aucune recommandation : écrivez la réponse d’ensemble avant de la publier.")


def _is_dated(response):
    return response.department_id is not None and response.due_on is not None and response.due_on >= clock.today()


def _refuse_blank(status, reasons):
    if status not in ResponseStatus.values or not reasons.strip():
        raise Refused("Dites le sens de la réponse et ses motifs.")


def _refuse_answered(response):
    if response.referral.status not in AWAITING_ANSWER:
        raise Refused("La réponse ne se prépare qu’entre la transmission de l’avis et sa publication.")


def _presentation_caution(presented_on: dt.date | None):
    if presented_on is None:
        yield Caution("not_presented", "La réponse n’a pas encore été présentée oralement à l’instance.")


def _principal(referral, by):
    """The elected member for whom an agent acknowledges, or None when the elected member does it."""
    if by is None or is_elected.test(by, referral):
        return None
    principal = principal_for(by, referral.authority, Delegation.Act.ACKNOWLEDGE)
    if principal is None:
        raise Refused("Un avis est reçu par l’exécutif, ou par un agent à qui cet acte est délégué.")
    return principal
