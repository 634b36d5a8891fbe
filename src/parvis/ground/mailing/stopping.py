"""Stopping a message in one click, without signing in."""

from django.core import signing
from django.urls import reverse

from . import letters
from .choices import DIGEST, Status
from .models import Message, Preference

SALT = "parvis.mailing.stop"


def stop_url(message):
    """Absolute address of the page that stops this message, or its kind for this address."""
    letter = letters.known().get(message.letter)
    if letter and (path := letter.stop_path_of(message)):
        return message.authority.address_of(path)
    token = signing.dumps([message.authority_id, message.email.lower(), message.letter], salt=SALT)
    return message.authority.address_of(reverse("public:stop", args=[token]))


def read_token(token, authority):
    """(e-mail, letter key) of a token of this authority; `signing.BadSignature` otherwise."""
    authority_id, email, letter = signing.loads(token, salt=SALT)
    if authority_id != authority.pk:
        raise signing.BadSignature("autre collectivité")
    return email, letter


def stop(authority, email, letter=""):
    """No more of this letter for this address; of any stoppable one when none is named, or when it is the summary."""
    letter = "" if letter == DIGEST else letter
    preference, _ = Preference.objects.get_or_create(authority=authority, email=email)
    if not letter:
        preference.all_stopped = True
    elif letter not in preference.stopped:
        preference.stopped = [*preference.stopped, letter]
    preference.save()
    waiting = Message.objects.filter(authority=authority, email__iexact=email, essential=False)
    waiting = waiting.filter(letter=letter) if letter else waiting
    waiting.filter(status__in=[Status.WAITING, Status.HELD]).update(status=Status.STOPPED)
    return preference


def allow(authority, email, letter):
    """Somebody asks for this letter at their address: of what they had stopped, it alone may leave again."""
    preference = Preference.objects.filter(authority=authority, email=email).first()
    if preference is None or not preference.refuses(letter):
        return
    stopped = known_to_stop() if preference.all_stopped else preference.stopped
    preference.stopped, preference.all_stopped = [key for key in stopped if key != letter], False
    preference.save(update_fields=["stopped", "all_stopped"])


def known_to_stop():
    """The keys of every letter that may be stopped."""
    return sorted(key for key, letter in letters.known().items() if not letter.essential)
