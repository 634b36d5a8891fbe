"""The members' thread of a body on the desk: reading, reminding, moderating."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings import lifecycle, thread_pages
from parvis.deliberation.meetings.models import ThreadPost
from parvis.ground.core.addresses import address
from parvis.shells.actions import ReasonForm, desk_action
from parvis.shells.entry import desk_view


@desk_view("meetings.read_thread", Body)
def thread(request, body):
    """What the members say to each other."""
    context = thread_pages.context_of(
        body, request.user, request.GET.get("page"), kicker=body.name, kicker_url=body.get_desk_url(), shell="desk"
    )
    return render(request, "meetings/desk/thread.html", context)


def _back(request, scheme_id, said):
    messages.success(request, said)
    return redirect(address("desk:meetings:thread", scheme_id))


@desk_action(
    Body, "meetings.moderate_thread", form=thread_pages.ReminderForm, title="Rappeler ce qui a été promis",
    button="Publier le rappel",
)  # fmt: skip
def remind(request, scheme, **data):
    lifecycle.post(scheme, by=request.user, body=data["body"], is_reminder=True)
    return _back(request, scheme.pk, "Le rappel est publié.")


@desk_action(Body, "meetings.post_thread", form=thread_pages.AnswerForm, title="Écrire aux membres", button="Publier")
def post(request, scheme, **data):
    lifecycle.post(scheme, by=request.user, body=data["body"])
    return _back(request, scheme.pk, "Le message est publié.")


@desk_action(
    ThreadPost, "meetings.hide_threadpost", form=ReasonForm, title="Masquer le message", button="Masquer",
    effects=lambda post: ["Les membres ne le voient plus.", "Son auteur est prévenu, avec votre motif."],
)  # fmt: skip
def hide(request, post, *, reason):
    lifecycle.hide_post(post, by=request.user, reason=reason)
    return _back(request, post.scheme_id, "Le message est masqué.")


urlpatterns = [
    path("entre-nous/<int:pk>/", thread, name="thread"),
    path("entre-nous/<int:pk>/message/", post, name="post"),
    path("entre-nous/<int:pk>/rappel/", remind, name="remind"),
    path("messages/<int:pk>/masque/", hide, name="hide_post"),
]
