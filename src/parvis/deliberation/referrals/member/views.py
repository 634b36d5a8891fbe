"""The member space: the questions of one's bodies, the work on them, what became of one's opinions."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.people.queries import person_of
from parvis.deliberation.referrals import lifecycle, queries
from parvis.deliberation.referrals.choices import ADOPTED_ON, OPEN_QUESTIONS, TRANSMITTED_ON, Kind, Status
from parvis.deliberation.referrals.models import Referral
from parvis.ground.core.manifest import is_on
from parvis.ground.documents.queries import documents_of
from parvis.shells.actions import member_action
from parvis.shells.entry import member_view
from parvis.shells.verbs import offers

from .forms import SelfReferralForm
from .verbs import VERBS

RICH = "writing/member/action.html"


@member_view("member.enter")
def index(request):
    """The questions of the member's bodies, by what they wait for."""
    held = request.user.grants.schemes("member", "chair", authority_id=request.authority.pk)
    rows = Referral.objects.of(request.authority).visible_to(request.user).filter(body__in=held).for_list()
    rows = list(rows.order_by("-year", "-sequence", "-pk")[:200])
    for row in rows:
        row.late = queries.late_words(row)
    waiting = [s for s in ADOPTED_ON if s not in (Status.UNDER_FOLLOW_UP, Status.CLOSED)]
    sections = [
        ("Projets d’auto-saisine", [r for r in rows if r.status == Status.DRAFT]),
        ("En cours", [r for r in rows if r.status in OPEN_QUESTIONS]),
        ("Avis rendus", [r for r in rows if r.status in waiting]),
        ("Ce que sont devenus nos avis", [r for r in rows if r.status in (Status.UNDER_FOLLOW_UP, Status.CLOSED)]),
        ("Sans avis", [r for r in rows if r.status in (Status.DECLINED, Status.WITHDRAWN, Status.LAPSED)]),
    ]
    may_propose = request.user.has_perm("referrals.propose_referral", request.authority)
    context = {
        "title": "Questions et avis", "sections": sections, "empty": not rows,
        "create_url": reverse("member:referrals:create") if may_propose else "",
    }  # fmt: skip
    return render(request, "referrals/member/list.html", context)


@member_view("referrals.work_referral", Referral)
def detail(request, referral):
    """The file: question, documents, plan, hearings, contributions, then answers and reviews."""
    answered = referral.status in TRANSMITTED_ON
    context = {
        "referral": referral, "object": referral, "title": referral.title, "number": referral.number,
        "kicker": referral.body.name, "kicker_url": reverse("member:referrals:list"), "state": referral,
        "next_step": queries.next_step(referral), "verbs": verbs_of(request, referral),
        "asked_by": queries.asked_by(referral), "late": queries.late_words(referral),
        "entries": documents_of(referral, request.user), "steps": referral.work_steps.select_related("owner"),
        "hearings": referral.hearings.select_related("department").prefetch_related("guests"),
        "contributions": referral.contributions.all(), "rows": _answers(referral) if answered else [],
        "reviews": queries.dossier_of(referral).reviews if answered else [],
        "signatories": referral.signatories.select_related("person") if referral.is_self_referral else [],
    }  # fmt: skip
    return render(request, "referrals/member/detail.html", context)


def _answers(referral):
    """The table of answers, each leading to the page of its promise in the member space, public or not."""
    rows = queries.answer_rows(referral)
    if is_on(referral.authority, "commitments"):
        for row in rows:
            promise = row["response"].commitment
            row["url"] = promise.get_member_url() if promise else ""
    return rows


def verbs_of(request, referral):
    """What the member may do with the file now."""
    shown = [verb for verb, states in VERBS if referral.status in states]
    return offers(request.user, referral, shown)


@member_action(
    None, "referrals.propose_referral", form=SelfReferralForm, title="Proposer une auto-saisine", template=RICH,
    button="Enregistrer le projet",
)  # fmt: skip
def create(request, *, body, **fields):
    referral = lifecycle.draft(body, kind=Kind.SELF_REFERRAL, by=request.user, **fields)
    if me := person_of(request.user, request.authority):
        lifecycle.sign(referral, person=me, by=request.user)
    messages.success(request, "Le projet est enregistré et vous l’avez signé. Les autres membres peuvent le signer.")
    return redirect(referral.get_member_url())
