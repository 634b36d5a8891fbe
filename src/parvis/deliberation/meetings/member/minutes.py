"""Minutes, decisions and actions in the member space."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path, reverse

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings import minutes_queries as queries
from parvis.deliberation.meetings.minutes_forms import ApproveForm, DoneForm, will_approve
from parvis.deliberation.meetings.models import ActionPoint, Meeting, Minutes
from parvis.ground.core.html import shown
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.documents.queries import documents_of
from parvis.shells.actions import ReasonForm, member_action
from parvis.shells.entry import member_view

PER_PAGE = 30


@member_view("member.enter")
def archive(request):
    """The minutes of my bodies, those to review first, and what was decided there."""
    rows = list(queries.published_minutes(request.user, request.authority)[:PER_PAGE])
    page = KeyedPaginator(queries.decision_log(request.user, request.authority), PER_PAGE)
    context = {
        "title": "Comptes rendus et décisions",
        "reviewing": [row for row in rows if row.status == "minutes_review"],
        "meetings": [row for row in rows if row.status != "minutes_review"],
        "decisions": page.get_page(request.GET.get("page")),
    }  # fmt: skip
    context["page"] = context["decisions"]
    return render(request, "meetings/member/archive.html", context)


@member_view("meetings.view_minutes", Minutes)
def minutes(request, minutes):
    """The minutes of a meeting: to comment during the review, to read afterwards."""
    user, meeting = request.user, minutes.meeting
    reads_all = user.has_perm("meetings.read_minutes", minutes)
    reviewing = meeting.status == "minutes_review"
    html = minutes.text.latest.html if reads_all and minutes.text.latest else minutes.public_html
    context = {
        "title": str(minutes.text.title), "minutes": minutes, "meeting": meeting, "html": shown(html),
        "is_masked": not reads_all, "decisions": queries.decisions_of(meeting), "actions": queries.actions_of(meeting),
        "comment_url": minutes.text.get_member_url() if user.has_perm("writing.read_text", minutes.text) else "",
        "may_approve": reviewing and user.has_perm("meetings.approve_minutes_meeting", meeting),
        "entries": documents_of(minutes, user),
        "approval": queries.approval_words(minutes) if minutes.approved_on else "",
    }  # fmt: skip
    return render(request, "meetings/member/minutes.html", context)


@member_action(ActionPoint, "meetings.complete_actionpoint", form=DoneForm, title="C’est fait", button="C’est fait")
def complete_action(request, action, **data):
    lifecycle.complete_action(action, by=request.user, **data)
    messages.success(request, "C’est noté : l’action est faite.")
    return redirect(reverse("member:home"))


@member_action(
    Meeting, "meetings.approve_minutes_meeting", form=ApproveForm, title="Approuver le compte rendu",
    button="Approuver", effects=will_approve,
)  # fmt: skip
def approve(request, meeting, **data):
    lifecycle.approve_minutes(meeting, by=request.user, **data)
    return _back(request, meeting, "Le compte rendu est approuvé.")


@member_action(
    Meeting, "meetings.approve_minutes_meeting", form=ReasonForm, title="Rendre le compte rendu à la rédaction",
    button="Rendre à la rédaction",
)  # fmt: skip
def return_minutes(request, meeting, *, reason):
    lifecycle.return_minutes(meeting, by=request.user, reason=reason)
    return _back(request, meeting, "Le compte rendu est rendu à la rédaction.")


def _back(request, meeting, said):
    messages.success(request, said)
    return redirect(meeting.minutes.get_member_url())


urlpatterns = [
    path("comptes-rendus/", archive, name="archive"),
    path("comptes-rendus/<int:pk>/", minutes, name="minutes"),
    path("suites/<int:pk>/", complete_action, name="complete_action"),
    path("<int:pk>/compte-rendu/approbation/", approve, name="approve_minutes"),
    path("<int:pk>/compte-rendu/reprise/", return_minutes, name="return_minutes"),
]
