"""A visitor answers the same questions as a signed-in person, and a session stays where it was opened."""

from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from parvis.ground.authorities.choices import STAFF

from .sessions import belongs_here
from .visitor import Visitor


class VisitorMiddleware:
    """Gives `grants` and rules to visitors; runs after Django's AuthenticationMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        request.user = SimpleLazyObject(lambda: user if user.is_authenticated and belongs_here(request) else Visitor())
        return self.get_response(request)


class SecondFactorMiddleware:
    """Where the authority requires a second factor of its agents, the desk waits until they have one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/gestion/") and self.lacks(request):
            return redirect("/compte/second-facteur/")
        return self.get_response(request)

    def lacks(self, request):
        authority = getattr(request, "authority", None)
        if authority is None or not authority.second_factor_for_agents or not request.user.is_authenticated:
            return False
        return request.user.grants.has(STAFF, authority.pk) and not request.user.authenticator_set.exists()
