"""The token of the first day: it proves that one can read the terminal of the server."""

from django.utils.crypto import constant_time_compare, salted_hmac

PATH = "/premier-jour/"


def token():
    """Made from the secret key; it is worth nothing once an authority exists."""
    return salted_hmac("parvis.first-day", "first authority").hexdigest()[:24]


def is_token(candidate):
    return constant_time_compare(candidate or "", token())


def address(port):
    """Where the first authority is opened, token included."""
    return f"http://localhost:{port}{PATH}?jeton={token()}"
