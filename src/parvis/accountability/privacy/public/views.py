"""What is done with people's data, in words for everybody, and the way to exercise one's rights."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.accountability.privacy import lifecycle
from parvis.accountability.privacy.due import warned_months
from parvis.accountability.privacy.register import register
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors

from .forms import RequestForm


@public_view()
@require_safe
@for_visitors
def notice(request):
    """Who processes what, why, for how long, and how to ask (RGPD, art. 13 and 14)."""
    context = {
        "title": _("Vos données et vos droits"), "apps": register(request.authority),
        "months": warned_months(request.authority), "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }  # fmt: skip
    return render(request, "privacy/public/notice.html", context)


@public_view()
def ask(request):
    """Make a request. The answer is the same whether the person is known here or not."""
    user = request.user if request.user.is_authenticated else None
    initial = {"name": user.name, "email": user.email} if user else None
    form = RequestForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        lifecycle.receive(request.authority, user=user, **form.cleaned_data)
        return redirect("public:privacy:received")
    context = {"title": _("Exercer mes droits"), "form": form}
    return render(request, "privacy/public/ask.html", context, status=422 if form.errors else 200)


@public_view()
@require_safe
def received(request):
    return render(request, "privacy/public/received.html", {"title": _("Votre demande est reçue")})
