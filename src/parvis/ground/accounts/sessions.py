"""Sessions: bound to the host that opened them, logged apart from the journal, ended one by one or all at once."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import login_code_rejected, password_reset_code_rejected
from allauth.mfa.signals import authentication_failed
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

from parvis.ground.core.net import client_address, network

from .browsers import browser
from .models import ConnectionLog, User

KEY = "host"
METHODS = {
    "password": "mot de passe",
    "code": "code par courriel",
    "totp": "application",
    "webauthn": "clé d’accès",
    "recovery_codes": "code de secours",
    "proconnect": "ProConnect",
    "franceconnect": "FranceConnect",
}


@receiver(user_logged_in)
def bind(sender, request, user, **kwargs):
    """The session remembers where it was opened."""
    if hasattr(request, "authority"):
        request.session[KEY] = host_of(request)
    User.objects.filter(pk=user.pk).update(last_seen_at=timezone.now())
    trace(request, ConnectionLog.Event.SIGNED_IN, user, method=method_of(request, user))


@receiver(user_logged_out)
def note_departure(sender, request, user, **kwargs):
    if user is not None and user.is_authenticated:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        trace(request, ConnectionLog.Event.SIGNED_OUT, user)


@receiver(user_login_failed)
def note_failure(sender, request=None, **kwargs):
    if request is not None:
        trace(request, ConnectionLog.Event.FAILED, None, method=METHODS["password"])


@receiver([login_code_rejected, password_reset_code_rejected])
def note_wrong_code(sender, request, user, **kwargs):
    trace(request, ConnectionLog.Event.FAILED, user, method=METHODS["code"])


@receiver(authentication_failed)
def note_wrong_factor(sender, request, user, authenticator, **kwargs):
    trace(request, ConnectionLog.Event.FAILED, user, method=METHODS[authenticator.type])


def trace(request, event, user, *, method="", reason=""):
    """One line of the connection log."""
    return ConnectionLog.objects.create(
        user=user if user is None or isinstance(user, User) else User.objects.get(pk=user.pk),
        authority=getattr(request, "authority", None),
        event=event,
        method=method[:40],
        reason=reason[:200],
        network=network_of(request),
    )


def method_of(request, user):
    """How the person proved who they are: « mot de passe, application »."""
    records = get_authentication_records(request, user)
    means = [record.get("type") or record.get("provider") or record["method"] for record in records]
    names = [METHODS.get(mean, mean) for mean in means]
    return ", ".join(dict.fromkeys(names))


def network_of(request):
    """The client's network, never its whole address."""
    return network(client_address(request))


def host_of(request):
    """The host name of a request, without its port."""
    return request.get_host().rpartition(":")[0] or request.get_host()


def belongs_here(request):
    """Whether the session was opened on the host of this request; elsewhere it is worth nothing, and is left alone."""
    return request.session.get(KEY, host_of(request)) == host_of(request)


# --- Listing and ending ---------------------------------------------------------------------------


def open_sessions(request):
    """The living sessions of the person, latest first, each with its `browser`, its `host` and its `network`."""
    found = sorted(UserSession.objects.purge_and_list(request.user), key=lambda s: s.created_at, reverse=True)
    for session in found:
        session.browser = browser(session.user_agent)
        session.network = network(session.ip)
        session.host = SessionStore(session.session_key).get(KEY, "")
    return found


def end(request, sessions):
    """End these sessions of the person, wherever they were opened; the present one is left to `logout`."""
    others = [session for session in sessions if session.session_key != request.session.session_key]
    for session in others:
        session.end()
    if others:
        trace(request, ConnectionLog.Event.SESSIONS_ENDED, request.user)
    return len(others)


def forget_closed():
    """Drop sessions that expired, and what is kept of each; returns how many."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]
