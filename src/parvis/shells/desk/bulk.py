"""Acting on several rows of a list at once: ticked, confirmed on a page, done one by one, each with its rights."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render

from parvis.ground.core import french
from parvis.ground.core.errors import Refused
from parvis.shells.actions import ActionForm

MOST = 500
"""Rows that one bulk action may take: beyond, one filters first."""


@dataclass(frozen=True)
class BulkAction:
    """A verb offered on ticked rows. `act(request, obj, **cleaned_data)` does it on one row, as a verb page would.

    `form` (an `ActionForm`) is filled in once for all; `effects(rows)` gives the sentences of the confirmation.
    """

    label: str
    permission: str
    act: Callable
    form: type = ActionForm
    effects: Callable | None = None

    @property
    def name(self):
        return self.act.__name__


@dataclass
class Outcome:
    """What came of a bulk action: how many rows passed, and why others did not."""

    done: int = 0
    refusals: list = field(default_factory=list)


def answer(listing, request, action):
    """The confirmation page of `action`, or its result once confirmed."""
    allowed, others = split(request.user, action, chosen(listing, request))
    if not allowed and others:
        raise PermissionDenied
    confirmed = request.POST.get("confirme") == "1"
    form = action.form(
        request.POST if confirmed else None, request.FILES if confirmed else None,
        user=request.user, authority=request.authority,
    )  # fmt: skip
    if allowed and confirmed and form.is_valid():
        tell(request, run(request, action, allowed, form.cleaned_data))
        return HttpResponseRedirect(request.get_full_path())
    return confirmation(listing, request, action, form, allowed, others, status=422 if confirmed else 200)


def chosen(listing, request):
    """The ticked rows, among those the person may see in this list."""
    ids = [i for i in request.POST.getlist("selection") if i.isdecimal()][: MOST + 1]
    return list(listing.rows().filter(pk__in=ids)[: MOST + 1])


def split(user, action, rows):
    """Rows on which the person has the permission, and the others."""
    allowed = [row for row in rows if user.has_perm(action.permission, row)]
    return allowed, [row for row in rows if row not in allowed]


def run(request, action, rows, data):
    """Do it on each row; a refusal stops that row only."""
    outcome = Outcome()
    for row in rows:
        try:
            action.act(request, row, **data)
            outcome.done += 1
        except Refused as refused:
            outcome.refusals.append(f"{row} : {refused}")
    return outcome


def tell(request, outcome):
    if outcome.done:
        messages.success(request, f"C’est fait pour {french.plural(outcome.done, 'fiche')}.")
    for refusal in outcome.refusals[:10]:
        messages.error(request, refusal)
    if len(outcome.refusals) > 10:
        messages.error(request, f"Et {french.plural(len(outcome.refusals) - 10, 'autre refus', 'autres refus')}.")


def confirmation(listing, request, action, form, allowed, others, *, status):
    """What will happen, to which rows; or what to do when no row was ticked."""
    refusal = ""
    if not allowed:
        refusal = "Cochez au moins une ligne de la liste, puis choisissez l’action."
    elif len(allowed) > MOST:
        refusal = f"Une action porte sur {MOST} fiches au plus : filtrez la liste d’abord."
    context = {
        "title": f"{action.label} : {french.plural(len(allowed), 'fiche')}", "button": action.label, "form": form,
        "rows": allowed if len(allowed) <= MOST else (), "others": others, "refusal": refusal, "action": action,
        "effects": list(action.effects(allowed)) if action.effects and allowed else [],
        "back_url": request.get_full_path(), "list_title": listing.name(),
    }  # fmt: skip
    return render(request, "desk/bulk.html", context, status=422 if refusal else status)
