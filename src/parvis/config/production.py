"""A production that lacks something essential does not start, and says which variable is missing."""

from django.core.exceptions import ImproperlyConfigured


def require(env, name, what, *, length=1):
    """Stop unless the variable holds at least `length` characters; the sentence names it and says what it is."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"PARVIS_{name} is not set: production needs {what}.")
    if len(value) < length:
        raise ImproperlyConfigured(f"PARVIS_{name} is too short: production needs {what}, {length} characters or more.")
