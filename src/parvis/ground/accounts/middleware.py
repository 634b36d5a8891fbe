"""A visitor answers the same questions as a signed-in person, and a session stays where it was opened."""

import re

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from parvis.ground.authorities.choices import STAFF

from . import factors
from .sessions import belongs_here, host_of
from .visitor import Visitor


class VisitorMiddleware:
    """Gives `grants` and rules to visitors; runs after Django's AuthenticationMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        request.user = SimpleLazyObject(lambda: user if user.is_authenticated and belongs_here(request) else Visitor())
        return self.get_response(request)


DRESS = re.compile(r"^/(compte/|static/|theme-[0-9a-f]+\.css$|logo-\d+$|favicon\.ico$)")
"""What stays open meanwhile: the account, where the factor is added and one signs out, and what its pages look like."""


class SecondFactorMiddleware:
    """Where the authority requires a second factor of its agents, nothing but their account opens until they have one.

    The rule holds wherever a page may show more to an agent than to a visitor: desk, member space, files, public pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not DRESS.match(request.path) and lacks_second_factor(request):
            return redirect(reverse("mfa_index"))
        return self.get_response(request)


def lacks_second_factor(request):
    """Whether the authority asks this agent for a second factor that they do not have on this host."""
    authority = getattr(request, "authority", None)
    if authority is None or not authority.second_factor_for_agents or not request.user.is_authenticated:
        return False
    works_here = not request.user.grants.personas(authority.pk).isdisjoint(STAFF)
    return works_here and not factors.usable(request.user, host_of(request))
