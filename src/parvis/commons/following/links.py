"""The private addresses that messages carry: they name a row and a purpose, and no mailbox."""

from django.core import signing
from django.urls import reverse

CONFIRM, STOP = "parvis.following.confirm", "parvis.following.stop"


def confirmation_path(pk):
    """The page where an address says yes."""
    return reverse("public:following:confirmation", args=[signing.dumps(pk, salt=CONFIRM)])


def stop_path(pk):
    """The page where an address says no more."""
    return reverse("public:following:stop", args=[signing.dumps(pk, salt=STOP)])


def read(token, salt):
    """The row that a link names; `signing.BadSignature` for a link that nobody sent."""
    return signing.loads(token, salt=salt)
