"""A production that lacks something essential does not start, and says which variable is missing."""

from django.core.exceptions import ImproperlyConfigured


def require(env, name, what):
    """Stop unless the variable is set; the sentence names it and says what it holds."""
    if not env.str(name, default="").strip():
        raise ImproperlyConfigured(f"PARVIS_{name} is not set: production needs {what}.")
