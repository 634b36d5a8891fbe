"""One's own dates in another calendar: a private address, made, read without signing in, and revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.ground.authorities.choices import Persona
from parvis.shells.public import feeds
from parvis.shells.public.models import CalendarKey


def page(request):
    """Make the address, make another one in its place, or revoke it."""
    rows = CalendarKey.objects.filter(user=request.user, authority=request.authority)
    if request.method == "POST":
        rows.delete()
        if "revoke" in request.POST:
            messages.success(request, _("L’adresse est révoquée : elle ne donne plus rien."))
        else:
            CalendarKey.objects.create(user=request.user, authority=request.authority, created_at=timezone.now())
            messages.success(request, _("Voici votre adresse : gardez-la pour vous."))
        return redirect("account_calendar")
    row = rows.first()
    address = request.authority.address_of(reverse("own_calendar", args=[row.key])) if row else ""
    return render(request, "account/calendar.html", {"row": row, "address": address})


@login_not_required
@require_safe
def own(request, key):
    """The dates of whoever holds this key: those of their bodies, closed ones included, and where they are called."""
    row = CalendarKey.objects.filter(key=key, authority=request.authority).select_related("user").first()
    if request.authority is None or row is None or not row.user.is_active:
        raise Http404
    CalendarKey.objects.filter(pk=row.pk).update(last_read_at=timezone.now())
    dated = [entry for entry in feeds.window(request.authority, user=row.user) if _is_own(entry, row)]
    response = feeds.ics_response(request.authority, dated, request.authority.name, request=request)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_own(entry, row):
    """Of what the person may see: all of it for the mission, else what is not everybody's or is of their bodies."""
    if row.user.grants.has((Persona.OFFICER,), row.authority_id):
        return True
    return not entry.public or entry.scheme_id in row.user.grants.schemes(authority_id=row.authority_id)
