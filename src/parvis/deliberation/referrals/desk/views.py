"""The pages of referrals on the desk."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.deliberation.referrals import lifecycle, queries
from parvis.deliberation.referrals.choices import AWAITING_ANSWER, TRANSMITTED_ON, Status
from parvis.deliberation.referrals.forms import ReferralForm
from parvis.deliberation.referrals.models import Referral, Register, ServiceDraft
from parvis.ground.core.errors import Refused
from parvis.shells.desk.listing import Create, Listing
from parvis.shells.entry import desk_view

from .pages import page
from .tables import ReferralFilters, ReferralTable, late_on, opinion_late_on, review_late_on

RECORD = "referrals/desk/record.html"


class ReferralList(Listing):
    """Every referral of the authority, numbered ones first."""

    model = Referral
    columns = ReferralTable
    filterset = ReferralFilters
    permission = "referrals.list_referral"
    search_fields = ("title", "number", "question", "body__name")
    default_sort = ("-number",)
    feminine = True
    notes = (
        ("en retard", late_on), ("sans avis à la date attendue", opinion_late_on), ("bilan en retard", review_late_on),
    )  # fmt: skip
    create = Create("Nouvelle saisine", "desk:referrals:create", "referrals.draft_referral")
    actions = (Create("Registre", "desk:referrals:register", "referrals.list_referral"),)
    empty = "Écrivez une saisine, ou importez le registre des années passées depuis un tableur."


@desk_view("referrals.list_referral")
def register(request):
    """The register: one line a number, year by year, gaps impossible."""
    rows = Referral.objects.of(request.authority).exclude(number="").select_related("body", "requested_by")
    years = {}
    for row in rows.order_by("-year", "sequence"):
        years.setdefault(row.year, []).append(row)
    context = {
        "title": "Registre des saisines", "years": years.items(),
        "registers": Register.objects.of(request.authority).order_by("-year"),
        "may_configure": request.user.has_perm("referrals.configure_register", request.authority),
    }  # fmt: skip
    return render(request, "referrals/desk/register.html", context)


@desk_view("referrals.view_referral", Referral)
def detail(request, referral):
    """The question: its words, its letter, its ground, who signed."""
    signatories = referral.signatories.select_related("person") if referral.is_self_referral else []
    return render(request, RECORD, page(request, referral, "detail", signatories=signatories))


@desk_view("referrals.work_referral", Referral)
def work(request, referral):
    """The work plan, the meetings that speak of it, the hearings, what people brought."""
    context = page(
        request, referral, "work", steps=referral.work_steps.select_related("owner"),
        hearings=referral.hearings.select_related("department").prefetch_related("guests"),
        contributions=referral.contributions.select_related("hearing"),
        links=list(referral.agenda_links.for_list()),
        may_run=request.user.has_perm("referrals.run_referral", referral),
    )  # fmt: skip
    return render(request, RECORD, context)


@desk_view("referrals.view_referral", Referral)
def opinion(request, referral):
    """The opinion: the draft for the body and the services asked, then what was sent for whoever works here."""
    if not request.user.has_perm("referrals.read_opinion_referral", referral):
        raise Http404
    text = referral.text
    context = page(
        request, referral, "opinion", text=text, dossier=queries.dossier_of(referral),
        may_work=text is not None and request.user.has_perm("writing.read_text", text),
        none_title="L’avis n’est pas encore commencé.", none_text=_why_no_opinion(referral),
    )  # fmt: skip
    return render(request, RECORD, context)


def _why_no_opinion(referral):
    """What must happen for the draft to open, as the file stands."""
    if referral.is_over:
        return "La saisine a pris fin sans avis."
    if referral.status == Status.IN_PROGRESS:
        return (
            "L’examen a commencé : « Ouvrir le projet d’avis » ouvre le texte aux membres, sous la plume du rapporteur."
        )
    return "Le projet d’avis s’ouvre une fois l’examen commencé."


@desk_view("referrals.see_answer_referral", Referral)
def answer(request, referral):
    """The answer being prepared, one recommendation after the other; the published one afterwards."""
    if referral.status not in TRANSMITTED_ON:
        raise Http404
    rows = queries.answer_rows(referral)
    preparing = referral.status in AWAITING_ANSWER
    context = page(
        request, referral, "answer", rows=rows, preparing=preparing,
        drafts=_drafts(referral) if preparing else {}, done=sum(r["response"].is_complete for r in rows),
        may_enter=preparing and request.user.has_perm("referrals.enter_answer_referral", referral),
        may_propose=preparing and request.user.has_perm("referrals.draft_answer_referral", referral),
    )  # fmt: skip
    return render(request, RECORD, context)


def _drafts(referral):
    """response id → what the services proposed, latest first."""
    found = {}
    rows = ServiceDraft.objects.filter(response__referral=referral).select_related("by", "department")
    for draft in rows.order_by("-at"):
        found.setdefault(draft.response_id, []).append(draft)
    return found


@desk_view("referrals.view_referral", Referral)
def follow_up(request, referral):
    """The follow-up right: each review, and where each recommendation stands."""
    if referral.answered_on is None:
        raise Http404
    dossier = queries.dossier_of(referral)
    context = page(
        request, referral, "follow_up", rows=dossier.rows, reviews=dossier.reviews,
        may_review=request.user.has_perm("referrals.review_referral", referral),
    )  # fmt: skip
    return render(request, RECORD, context)


@desk_view("referrals.draft_referral")
def create(request):
    """Write the letter."""
    form = ReferralForm(request.POST or None, user=request.user, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            referral = lifecycle.draft(data.pop("body"), by=request.user, **data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le projet est enregistré. Relisez-le, puis transmettez-le à l’instance.")
            return redirect(referral.get_desk_url())
    return _form(request, form, "Nouvelle saisine", reverse("desk:referrals:list"))


@desk_view("referrals.change_referral", Referral)
def change(request, referral):
    """Correct the draft."""
    form = ReferralForm(request.POST or None, instance=_copy(referral), user=request.user, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        try:
            lifecycle.revise(referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le projet est enregistré.")
            return redirect(referral.get_desk_url())
    return _form(request, form, f"Modifier : {referral.title}", referral.get_desk_url())


def _copy(referral):
    """The form writes on its own copy: the verb receives the record as it was."""
    return Referral.objects.get(pk=referral.pk)


def _form(request, form, title, cancel_url):
    context = {
        "form": form, "title": title, "button": "Enregistrer le projet", "cancel_url": cancel_url,
        "kicker": "Saisines", "kicker_url": reverse("desk:referrals:list"),
        "draft": f"saisine-{form.instance.pk or 'n'}",
    }  # fmt: skip
    return render(request, "writing/desk/form.html", context, status=422 if form.errors else 200)
