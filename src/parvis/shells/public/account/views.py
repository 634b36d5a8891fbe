"""Signing in, and the page of one's account."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from parvis.ground.accounts.models import DemoPersona
from parvis.shells.entry import may_enter_desk

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(LoginView):
    """By code, by password, by passkey, by ProConnect or FranceConnect; by persona in a demonstration."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(personas=personas(self.request), **kwargs)


sign_in = SignIn.as_view()


def personas(request):
    """The people whom the demonstration of this authority offers to be; nobody outside a demonstration."""
    if not settings.DEMO or request.authority is None or not request.authority.is_fictional:
        return []
    return DemoPersona.objects.filter(authority=request.authority).select_related("user")


@login_not_required
@require_POST
def sign_in_as(request):
    """Become a persona of the demonstration in one click."""
    offered = personas(request)
    if not offered:
        raise Http404
    persona = get_object_or_404(offered, user_id=request.POST.get("user") or 0)
    login(request, persona.user, backend=BACKEND)
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe and wanted else persona.landing)


def home(request):
    """Where somebody goes once signed in: the desk, the member space, or their account."""
    if request.authority is None:
        raise Http404
    if "compte" not in request.GET:
        if may_enter_desk(request.user, request.authority):
            return redirect("desk:home")
        if request.user.grants.personas(request.authority.pk):
            return redirect("member:home")
    return render(request, "account/home.html", {"providers": []})
