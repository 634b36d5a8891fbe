"""A member's expenses: their claims, each with its receipts, from the draft to the answer."""

from django.contrib import messages
from django.shortcuts import redirect, render

from parvis.commons.people.queries import person_of
from parvis.commons.workload import lifecycle
from parvis.commons.workload.choices import ClaimStatus
from parvis.commons.workload.documents import line_words
from parvis.commons.workload.models import ExpenseClaim
from parvis.ground.core.errors import Refused
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.documents import lifecycle as documents
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.shells.actions import member_action
from parvis.shells.entry import member_view

from . import forms

PER_PAGE = 30
HOME = ("Mes frais", "member:workload:claims")


@member_view("workload.add_expenseclaim")
def claims(request):
    rows = ExpenseClaim.objects.of(request.authority).mine(request.user).for_list().order_by("-day", "-pk")
    page = KeyedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workload/member/claims.html", {"title": "Mes frais", "claims": page, "page": page})


@member_view("workload.change_expenseclaim", ExpenseClaim)
def claim(request, claim):
    context = {
        "title": claim.meeting, "claim": claim, "total": claim.total,
        "lines": [(line, line_words(line)) for line in claim.lines.all()],
        "receipts": StoredFile.objects.about(claim).uploaded(),
        "produced": ProducedDocument.objects.about(claim).for_list(), "is_draft": claim.status == ClaimStatus.DRAFT,
        "is_submitted": claim.status == ClaimStatus.SUBMITTED,
    }  # fmt: skip
    return render(request, "workload/member/claim.html", context)


@member_action(
    None, "workload.add_expenseclaim", form=forms.ClaimForm, title="Demander un remboursement",
    button="Enregistrer", parent=HOME, initial=lambda request, obj: forms.from_address(request.GET),
)  # fmt: skip
def create(request, **data):
    person = person_of(request.user, request.authority)
    if person is None:
        raise Refused("Votre compte n’est relié à aucune fiche : demandez à la mission participation de le faire.")
    made = lifecycle.open_claim(person, by=request.user, **data)
    messages.success(request, "Votre demande est enregistrée : ajoutez vos justificatifs, puis transmettez-la.")
    return redirect(made.get_member_url())


def verb(name, **options):
    return member_action(ExpenseClaim, f"workload.{name}_expenseclaim", **options)


def done(request, claim, sentence):
    """Back to the claim, in the member space."""
    messages.success(request, sentence)
    return redirect(claim.get_member_url())


@verb(
    "change", form=forms.ClaimForm, title="Modifier ma demande", button="Enregistrer",
    initial=lambda request, claim: forms.filled(claim),
)  # fmt: skip
def write(request, claim, **data):
    lifecycle.write_claim(claim, by=request.user, **data)
    return done(request, claim, "Votre demande est enregistrée.")


@verb("change", form=forms.ReceiptForm, title="Joindre un justificatif", button="Joindre")
def receipt(request, claim, *, file, title):
    lifecycle.add_receipt(claim, file, title=title, by=request.user)
    return done(request, claim, "Le justificatif est joint.")


@member_view("workload.change_expenseclaim", ExpenseClaim)
def receipt_remove(request, claim, file):
    """Take a receipt away, while the claim is a draft."""
    if request.method == "POST":
        stored = StoredFile.objects.about(claim).uploaded().filter(pk=file).first()
        if stored and claim.status == ClaimStatus.DRAFT:
            documents.remove(stored, by=request.user)
            messages.success(request, "Le justificatif est retiré.")
    return redirect(claim.get_member_url())


@verb(
    "submit", title="Transmettre ma demande", button="Transmettre",
    effects=lambda claim: ["La mission participation la vérifie, avec vos justificatifs, et vous répond."],
)  # fmt: skip
def submit(request, claim):
    lifecycle.submit(claim, by=request.user)
    return done(request, claim, "Votre demande est transmise.")


@verb("take_back", title="Reprendre ma demande", button="Reprendre")
def take_back(request, claim):
    lifecycle.take_back(claim, by=request.user)
    return done(request, claim, "Votre demande est de nouveau un brouillon.")


@verb(
    "remove", title="Supprimer ma demande", button="Supprimer",
    effects=lambda claim: ["La demande et ses justificatifs sont supprimés."],
)  # fmt: skip
def remove(request, claim):
    lifecycle.remove_claim(claim, by=request.user)
    messages.success(request, "La demande est supprimée.")
    return redirect("member:workload:claims")
