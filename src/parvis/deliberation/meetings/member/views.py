"""Meetings in the member space: mine, their file and agenda, my answer, what I need, what I propose."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parvis.commons.people.queries import person_of
from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.forms import AnswerForm, NeedsForm
from parvis.deliberation.meetings.invitations import Invitation, calendar_file
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.manifest import is_on
from parvis.ground.documents.queries import documents_of
from parvis.shells.actions import member_action
from parvis.shells.entry import member_view

from .forms import ProposalForm


@member_view("member.enter")
def meetings(request):
    """The meetings I am called to, then the others of my bodies."""
    person = person_of(request.user, request.authority)
    calls = list(queries.calls_of(person)) if person else []
    mine = {call.meeting_id for call in calls}
    others = [m for m in queries.coming_on(request.user, request.authority) if m.pk not in mine]
    context = {
        "title": "Mes réunions", "calls": calls, "others": others,
        "past": queries.attended_by(person) if person else [],
    }  # fmt: skip
    return render(request, "meetings/member/list.html", context)


@member_view("meetings.read_file_meeting", Meeting)
@require_safe
def detail(request, meeting):
    """The file of a meeting, for its people."""
    return _page(request, meeting, my_call(request, meeting))


@member_view("meetings.read_file_meeting", Meeting)
@require_POST
def answer(request, meeting):
    """Write my answer."""
    convocation = _called(request, meeting)
    form = AnswerForm(request.POST, convocation=convocation)
    if form.is_valid():
        try:
            lifecycle.answer(
                convocation, form.cleaned_data["answer"], by=request.user, holder=form.cleaned_data.get("holder")
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _back(request, meeting, "Votre réponse est enregistrée.")
    return _page(request, meeting, convocation, answer_form=form)


@member_view("meetings.read_file_meeting", Meeting)
@require_POST
def needs(request, meeting):
    """Write what I need in order to come."""
    convocation = _called(request, meeting)
    form = NeedsForm(request.POST, convocation=convocation)
    if form.is_valid():
        consents = form.cleaned_data["consent"]
        try:
            lifecycle.say_needs(convocation, form.wanted, consents=consents, details=form.details)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _back(request, meeting, "Ce qu’il vous faut est noté.")
    return _page(request, meeting, convocation, needs_form=form)


@member_view("meetings.read_file_meeting", Meeting)
@require_POST
def erase_needs(request, meeting):
    """Forget what I said I need."""
    lifecycle.erase_needs(_called(request, meeting))
    return _back(request, meeting, "Ce que vous aviez indiqué est effacé.")


@member_view("meetings.read_file_meeting", Meeting)
@require_safe
def event(request, meeting):
    """The date, for my calendar."""
    convocation, invitation = my_call(request, meeting), Invitation(meeting)
    return calendar_file(invitation.kept_by(convocation) if convocation else invitation.text())


@member_action(
    Meeting, "meetings.propose_meeting", form=ProposalForm, title="Proposer un point", button="Proposer",
    effects=lambda meeting: ["La présidence et la mission participation lisent votre proposition et y répondent."],
)  # fmt: skip
def propose(request, meeting, *, title, reason):
    person = person_of(request.user, request.authority)
    if person is None:
        raise Refused("Votre compte n’est rattaché à aucune fiche : écrivez à la mission participation.")
    lifecycle.propose_item(meeting, by=request.user, person=person, title=title, reason=reason)
    return _back(request, meeting, "Votre proposition est transmise.")


def my_call(request, meeting):
    """My convocation to this meeting, None when I am not called by name."""
    rows = meeting.convocations.standing().filter(person__user=request.user).select_related("person")
    found = rows.first()
    if found:
        found.meeting = meeting
    return found


def _called(request, meeting):
    convocation = my_call(request, meeting)
    if convocation is None:
        raise Http404
    return convocation


def _page(request, meeting, convocation, answer_form=None, needs_form=None):
    failed = answer_form or needs_form
    person = person_of(request.user, request.authority)
    context = {
        "title": meeting.title, "meeting": meeting, "convocation": convocation, "failed": failed,
        "items": list(meeting.items.select_related("rapporteur", "document").order_by("number")),
        "sites": list(meeting.sites.select_related("venue")), "entries": documents_of(meeting, request.user),
        "proposals": list(meeting.proposals.filter(proposed_by=person)) if person else [],
        "panels": queries.panels(meeting, request.user),
        "photos": list(meeting.photos.exclude(published_at=None).select_related("file")),
        "may_propose": meeting.is_upcoming and request.user.has_perm("meetings.propose_meeting", meeting),
    }  # fmt: skip
    if convocation and meeting.is_upcoming and meeting.starts_at > clock.now():
        context |= {
            "answer_form": answer_form or AnswerForm(convocation=convocation),
            "needs_form": needs_form or NeedsForm(convocation=convocation),
        }  # fmt: skip
    if convocation and meeting.starts_at <= clock.now() and may_claim(request):
        context["claim_url"] = claim_address(meeting)
    if convocation:
        context["has_needs"] = convocation.needs.exists()
    return render(request, "meetings/member/detail.html", context, status=422 if failed else 200)


def may_claim(request):
    """Whether expenses are paid back here, and the person may ask."""
    return is_on(request.authority, "workload") and request.user.has_perm(
        "workload.add_expenseclaim", request.authority
    )


def claim_address(meeting):
    """Where the expenses of a meeting are claimed, with what is known of it: nobody types it again."""
    said = {"reunion": meeting.title, "jour": meeting.day.isoformat(), "instance": meeting.scheme_id}
    return f"{reverse('member:workload:create')}?{urlencode(said)}"


def _back(request, meeting, message):
    messages.success(request, message)
    return redirect("member:meetings:detail", pk=meeting.pk)
