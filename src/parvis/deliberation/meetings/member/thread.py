"""« Entre nous »: the thread of each body, for its members."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings import lifecycle, thread_pages
from parvis.deliberation.meetings.models import ThreadPost
from parvis.ground.core.addresses import address
from parvis.ground.core.errors import Refused
from parvis.shells.actions import ReasonForm, member_action
from parvis.shells.entry import member_view


@member_view("member.enter")
def threads(request):
    """The bodies where I may write to the others."""
    held = request.user.grants.schemes("member", "chair", "officer", authority_id=request.authority.pk)
    bodies = list(Body.objects.of(request.authority).alive().filter(pk__in=held).order_by("name", "pk"))
    return render(request, "meetings/member/threads.html", {"title": "Entre nous", "bodies": bodies})


@member_view("meetings.read_thread", Body)
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, body):
    """Read what the others say, and write to them."""
    form = thread_pages.PostForm(request.POST or None, scheme=body)
    if request.method == "POST" and request.user.has_perm("meetings.post_thread", body) and form.is_valid():
        try:
            lifecycle.post(body, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            return _back(request, body.pk, "Votre message est publié.")
    context = thread_pages.context_of(body, request.user, request.GET.get("page"), form=form, shell="member")
    return render(request, "meetings/member/thread.html", context, status=422 if form.errors else 200)


@member_action(
    ThreadPost, "meetings.answer_threadpost", form=thread_pages.AnswerForm, title="Répondre", button="Répondre"
)
def answer(request, post, *, body):
    lifecycle.post(post.scheme, by=request.user, body=body, answers=post)
    return _back(request, post.scheme_id, "Votre réponse est publiée.")


@member_action(
    ThreadPost, "meetings.erase_threadpost", title="Effacer mon message", button="Effacer",
    effects=lambda post: ["Ses mots et votre nom sont effacés pour toujours.", "Les réponses restent à leur place."],
)  # fmt: skip
def erase(request, post):
    lifecycle.erase_post(post, by=request.user)
    return _back(request, post.scheme_id, "Votre message est effacé.")


@member_action(
    ThreadPost, "meetings.hide_threadpost", form=ReasonForm, title="Masquer le message", button="Masquer",
    effects=lambda post: ["Les membres ne le voient plus.", "Son auteur est prévenu, avec votre motif."],
)  # fmt: skip
def hide(request, post, *, reason):
    lifecycle.hide_post(post, by=request.user, reason=reason)
    return _back(request, post.scheme_id, "Le message est masqué.")


@member_action(Body, "meetings.post_thread", title="Recevoir le résumé du jour", button="Recevoir le résumé")
def ask_digest(request, body):
    lifecycle.ask_digest(body, by=request.user)
    return _back(request, body.pk, "Vous recevrez un message par jour, quand il y aura du nouveau.")


@member_action(Body, "meetings.post_thread", title="Ne plus recevoir le résumé", button="Ne plus recevoir")
def stop_digest(request, body):
    lifecycle.stop_digest(body, by=request.user)
    return _back(request, body.pk, "Vous ne recevrez plus le résumé.")


def _back(request, body_id, said):
    messages.success(request, said)
    return redirect(address("member:meetings:thread", body_id))


urlpatterns = [
    path("entre-nous/", threads, name="threads"),
    path("entre-nous/<int:pk>/", thread, name="thread"),
    path("entre-nous/<int:pk>/resume/", ask_digest, name="ask_digest"),
    path("entre-nous/<int:pk>/resume/arret/", stop_digest, name="stop_digest"),
    path("messages/<int:pk>/reponse/", answer, name="answer_post"),
    path("messages/<int:pk>/effacement/", erase, name="erase_post"),
    path("messages/<int:pk>/masque/", hide, name="hide_post"),
]
