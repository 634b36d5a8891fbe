"""Signing in, and the pages of one's account."""

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.ground.accounts import oidc, sessions
from parvis.ground.accounts.middleware import lacks_second_factor
from parvis.ground.accounts.models import ConnectionLog, DemoPersona
from parvis.shells.entry import may_enter_desk

from .forms import NameForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TRACES_SHOWN = 10


# --- Entering -------------------------------------------------------------------------------------


class SignIn(LoginView):
    """By code, by password, by passkey, by ProConnect or FranceConnect; by persona in a demonstration."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs):
        offered = {"personas": personas(self.request), "identity_services": oidc.services_of(self.request.authority)}
        return super().get_context_data(**offered, **kwargs)


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
    UserSession.objects.create_from_request(request)
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe and wanted else persona.landing)


def landing(request):
    """Where somebody goes once signed in: the desk, the member space, or their account."""
    if may_enter_desk(request.user, request.authority):
        return redirect("desk:home")
    if request.user.grants.personas(request.authority.pk):
        return redirect("member:home")
    return redirect("account_home")


# --- One's account --------------------------------------------------------------------------------


def home(request):
    """Who I am here, and how I enter."""
    spaces = []
    if may_enter_desk(request.user, request.authority):
        spaces.append({"url": "/gestion/", "label": _("Aller au bureau")})
    if request.user.has_perm("member.enter", request.authority):
        spaces.append({"url": "/espace-membre/", "label": _("Aller à l’espace membre")})
    context = {"spaces": spaces, "identity_services": oidc.services_of(request.authority)}
    return render(request, "account/home.html", context)


def name(request):
    """Change the name under which others see one."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        form.signup(request, request.user)
        messages.success(request, _("Votre nom affiché est enregistré."))
        return redirect("account_home")
    return render(request, "account/name.html", {"form": form}, status=422 if form.errors else 200)


class SecondFactor(IndexView):
    """One's second factors, and whether the authority asks for one that is missing."""

    def get_context_data(self, **kwargs):
        request = self.request
        desk = may_enter_desk(request.user, request.authority)
        missing = lacks_second_factor(request)
        return super().get_context_data(may_enter_desk=desk, second_factor_missing=missing, **kwargs)


second_factor = SecondFactor.as_view()


def session_list(request):
    """The devices where one is signed in, and one's last sign-ins here; POST ends all sessions, or all the others."""
    if request.method == "POST":
        return end_sessions(request, keep=request.POST.get("scope") == "others")
    found = sessions.open_sessions(request)
    traces = ConnectionLog.objects.of(request.authority).filter(user=request.user)[:TRACES_SHOWN]
    context = {"sessions": found, "session_count": len(found), "traces": traces}
    return render(request, "usersessions/usersession_list.html", context)


def end_sessions(request, *, keep):
    """End every other session, and this one too unless it is kept."""
    sessions.end(request, UserSession.objects.filter(user=request.user))
    if keep:
        messages.success(request, _("Les autres sessions sont terminées."))
        return redirect("usersessions_list")
    logout(request)
    messages.success(request, _("Toutes vos sessions sont terminées."))
    return redirect("account_login")


@require_POST
def end_session(request, pk):
    """End one session of the person, this one perhaps."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    sessions.end(request, [session])
    messages.success(request, _("La session est terminée."))
    return redirect("usersessions_list")
