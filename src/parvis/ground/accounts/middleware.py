"""A visitor answers the same questions as a signed-in person."""

from django.utils.functional import SimpleLazyObject

from .visitor import Visitor


class VisitorMiddleware:
    """Gives `grants` and rules to visitors; runs after Django's AuthenticationMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        request.user = SimpleLazyObject(lambda: user if user.is_authenticated else Visitor())
        return self.get_response(request)
