"""Sessions: bound to the authority that opened them, logged apart from the journal, ended everywhere at once."""

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from parvis.ground.core.net import client_address, network

from .models import ConnectionLog, User

KEY = "authority"


@receiver(user_logged_in)
def bind(sender, request, user, **kwargs):
    """The session remembers where it was opened."""
    if hasattr(request, "authority"):
        request.session[KEY] = _authority_id(request)
    User.objects.filter(pk=user.pk).update(last_seen_at=timezone.now())
    trace(request, ConnectionLog.Event.SIGNED_IN, user)


@receiver(user_logged_out)
def note_departure(sender, request, user, **kwargs):
    if user is not None and user.is_authenticated:
        trace(request, ConnectionLog.Event.SIGNED_OUT, user)


@receiver(user_login_failed)
def note_failure(sender, request=None, **kwargs):
    if request is not None:
        trace(request, ConnectionLog.Event.FAILED, None)


def trace(request, event, user):
    """One line of the connection log."""
    ConnectionLog.objects.create(
        user=user if user is None or isinstance(user, User) else User.objects.get(pk=user.pk),
        authority=getattr(request, "authority", None),
        event=event,
        network=network_of(request),
    )


def network_of(request):
    """The client's network, never its whole address."""
    return network(client_address(request))


def belongs_here(request):
    """Whether the session was opened on the authority of this request; a foreign one is closed."""
    if request.session.get(KEY, _authority_id(request)) == _authority_id(request):
        return True
    logout(request)
    return False


def _authority_id(request):
    authority = getattr(request, "authority", None)
    return authority.pk if authority else None
