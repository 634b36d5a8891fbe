"""The private page of a convocation: opened by its key alone, without an account.

An unknown key, another authority's, an expired one: the same 404, so that nobody learns whether somebody is called.
Nothing of these pages is kept by a cache, named to another site or shown to a search engine.
"""

import datetime as dt
import io
from functools import wraps

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.choices import MeetingStatus
from parvis.deliberation.meetings.forms import AnswerForm, NeedsForm
from parvis.deliberation.meetings.invitations import Invitation, calendar_file, link_of
from parvis.deliberation.meetings.models import Convocation
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.shells.entry import public_view
from parvis.shells.limits import limited
from parvis.shells.public import notes

AFTER = dt.timedelta(days=1)
"""The page closes the day after the meeting; a postponed one keeps it until its new date is past."""

SAID = {
    "reponse": _("Votre réponse est enregistrée."),
    "besoins": _("Ce qu’il vous faut est noté."),
    "effacement": _("Ce que vous aviez indiqué est effacé."),
}


def private_page(view):
    """Open the page of a key, or say that there is nothing there."""

    @public_view()
    @limited
    @wraps(view)
    def enter(request, key):
        response = view(request, _opened_by(request, key))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"  # a form without origin would be refused
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return enter


def _opened_by(request, key):
    rows = Convocation.objects.of(request.authority).standing()
    rows = rows.select_related("person", "meeting__scheme__body", "meeting__venue")
    convocation = rows.filter(key=key).first()
    if convocation is None or _is_over(convocation.meeting):
        raise Http404
    convocation.meeting.authority = request.authority
    return convocation


def _is_over(meeting):
    last = clock.local(meeting.ends_at or meeting.starts_at).date() + AFTER
    return clock.today() >= last and meeting.status != MeetingStatus.POSTPONED


@private_page
@require_safe
def convocation(request, convocation):
    """When, where, about what; what I answer and what I need."""
    notes.say(request, SAID)
    return _page(request, convocation)


@private_page
@require_POST
def answer(request, convocation):
    """Write the answer of the person."""
    form = AnswerForm(request.POST, convocation=convocation)
    if form.is_valid():
        try:
            lifecycle.answer(convocation, form.cleaned_data["answer"], holder=form.cleaned_data.get("holder"))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return notes.done(link_of(convocation), "reponse")
    return _page(request, convocation, answer_form=form)


@private_page
@require_POST
def needs(request, convocation):
    """Write what the person needs, in place of what they said before."""
    form = NeedsForm(request.POST, convocation=convocation)
    if form.is_valid():
        consents = form.cleaned_data["consent"]
        try:
            lifecycle.say_needs(convocation, form.wanted, consents=consents, details=form.details)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return notes.done(link_of(convocation), "besoins")
    return _page(request, convocation, needs_form=form)


@private_page
@require_POST
def erase_needs(request, convocation):
    """Forget what the person said they need."""
    lifecycle.erase_needs(convocation)
    return notes.done(link_of(convocation), "effacement")


@private_page
@require_safe
def event(request, convocation):
    """The date, for a calendar."""
    return calendar_file(Invitation(convocation.meeting).kept_by(convocation))


@private_page
@require_safe
def code(request, convocation):
    """The QR code of this page, shown at the door."""
    drawing = io.BytesIO()
    address = convocation.meeting.authority.address_of(link_of(convocation))
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, light="#fff")
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _page(request, convocation, answer_form=None, needs_form=None):
    meeting = convocation.meeting
    failed = answer_form or needs_form
    open_now = meeting.is_upcoming and meeting.starts_at > clock.now()
    context = {
        "title": meeting.title, "meeting": meeting, "convocation": convocation, "open": open_now,
        "items": list(meeting.items.order_by("number")), "sites": list(meeting.sites.select_related("venue")),
        "answer_form": answer_form or AnswerForm(convocation=convocation),
        "needs_form": needs_form or NeedsForm(convocation=convocation), "failed": failed,
        "has_needs": convocation.needs.exists(),
    }  # fmt: skip
    return render(request, "meetings/public/convocation.html", context, status=422 if failed else 200)
