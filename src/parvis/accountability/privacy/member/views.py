"""My data: see what is held, take a copy, ask for the rest."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parvis.accountability.privacy import access
from parvis.accountability.privacy.delivery import zip_response
from parvis.accountability.privacy.models import DataSubjectRequest
from parvis.accountability.privacy.subjects import subject_of
from parvis.ground.core.limits import allow_attempt
from parvis.shells.entry import member_view


@member_view("privacy.see_own_data")
def own(request):
    requests = (
        DataSubjectRequest.objects.of(request.authority).filter(user=request.user).order_by("-received_on", "-pk")
    )
    return render(request, "privacy/member/own.html", {"title": "Mes données", "requests": requests})


@member_view("privacy.see_own_data")
@require_POST
def copy(request):
    """The archive, at once: no need to ask anybody for what one may read."""
    if not allow_attempt("data-copy", request.user.pk, most=5, seconds=3600):
        messages.error(request, "Vous avez déjà fait plusieurs copies : réessayez dans une heure.")
        return redirect("member:privacy:own")
    subject = subject_of(request.authority, user=request.user)
    return zip_response(access.archive(subject, by=request.user), "mes-donnees")
