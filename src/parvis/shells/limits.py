"""How often one address may knock on the pages that open without an account."""

from functools import wraps

from allauth.core import ratelimit


def limited(action):
    """429 beyond the rate that the setting `ACCOUNT_RATE_LIMITS` gives to this action."""

    def decorate(view):
        @wraps(view)
        def enter(request, *args, **kwargs):
            if not ratelimit.consume(request, action=action):
                return ratelimit.respond_429(request)
            return view(request, *args, **kwargs)

        return enter

    return decorate
