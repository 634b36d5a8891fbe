"""The public pages of following. None ever says whether an address is known."""

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.commons.following import legal, lifecycle, links, queries
from parvis.commons.following.models import Follow
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.shells.entry import public_view

from .forms import FollowForm


@public_view()
def ask(request, slug, pk):
    """Give an address; the answer is the same whatever the address."""
    found = queries.record_of(request.authority, slug, pk)
    if found is None:
        raise Http404
    source, record = found
    form = FollowForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if form.may_write():
            lifecycle.ask(record, email=form.cleaned_data["email"])
        return redirect("public:following:asked")
    kept = known_rule(request.authority, legal.UNCONFIRMED, clock.today()).number
    context = {"form": form, "source": source, "record": record, "kept": kept}
    return render(request, "following/public/ask.html", context, status=422 if form.errors else 200)


@public_view()
@require_safe
def asked(request):
    """What to do now, for everybody alike."""
    return render(request, "following/public/asked.html", {})


@never_cache
@public_view()
def confirmation(request, token):
    """Say yes. Opening the page changes nothing: mail readers open links before people do."""
    follow = _follow(request, token, links.CONFIRM)
    context = {"follow": follow, "title": queries.title_of(follow) if follow else "", "done": False, "refusal": ""}
    if follow and request.method == "POST":
        try:
            lifecycle.confirm(follow)
        except Refused as refused:
            context["refusal"] = str(refused)
        context["done"] = not context["refusal"]
    return render(request, "following/public/confirmation.html", context)


@never_cache
@public_view(from_anywhere=True)
def stop(request, token):
    """Say no more, in one click (RFC 8058: the mail reader posts here without a session)."""
    follow = _follow(request, token, links.STOP)
    title = queries.title_of(follow) if follow else ""
    if follow and request.method == "POST":
        lifecycle.stop(follow, everything="all" in request.POST)
        follow = None
    return render(request, "following/public/stop.html", {"follow": follow, "title": title})


def _follow(request, token, salt):
    """The row of a link; None once it was stopped or forgotten; 404 for a link that nobody sent."""
    try:
        pk = links.read(token, salt)
    except signing.BadSignature as error:
        raise Http404 from error
    return Follow.objects.of(request.authority).select_related("authority").filter(pk=pk).first()
