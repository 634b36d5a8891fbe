"""The private page of one order: its service or supplier reads it and answers, without an account.

An unknown key, another authority's, one that is over: the same 404. Nothing of it is kept by a cache, named to another
site or shown to a search engine.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parvis.deliberation.logistics import lifecycle, queries
from parvis.deliberation.logistics.choices import Status
from parvis.ground.core.errors import Refused
from parvis.shells.entry import public_view
from parvis.shells.limits import limited

from .forms import AcceptForm, DeclineForm


def order_page(view):
    """Open the order of a key, or say that there is nothing there."""

    @public_view()
    @limited
    @wraps(view)
    def enter(request, key):
        need = queries.opened_by(request.authority, key)
        if need is None:
            raise Http404
        need.authority = request.authority
        response = view(request, need)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"  # a form without origin would be refused
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return enter


@order_page
@require_safe
def order(request, need):
    """What is asked: how many, where, when; diets in counts."""
    return _page(request, need)


@order_page
@require_POST
def accept(request, need):
    """Yes, at that amount."""
    form = AcceptForm(request.POST, need=need)
    return _answer(request, need, form, lifecycle.accept, accept_form=form)


@order_page
@require_POST
def decline(request, need):
    """No, with the reason."""
    form = DeclineForm(request.POST)
    return _answer(request, need, form, lifecycle.decline, decline_form=form)


def _answer(request, need, form, verb, **forms):
    if not form.is_valid():
        return _page(request, need, status=422, **forms)
    try:
        verb(need, **form.cleaned_data)
    except Refused as refused:
        return _page(request, need, status=422, refusal=str(refused), **forms)
    return redirect("public:logistics:order", key=need.key)


def _page(request, need, status=200, **context):
    meal = getattr(need, "catering", None)
    context = {
        "title": need.label, "need": need, "meeting": need.sheet.meeting, "order": meal,
        "counts": list(meal.counts.all()) if meal else [], "loan": getattr(need, "loan", None),
        "is_waiting": need.status == Status.REQUESTED,
        "accept_form": AcceptForm(need=need, initial={"cents": need.quoted_cents}), "decline_form": DeclineForm(),
        **context,
    }  # fmt: skip
    return render(request, "logistics/public/order.html", context, status=status)
