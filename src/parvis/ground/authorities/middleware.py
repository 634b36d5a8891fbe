"""The host name chooses the authority."""

from django.conf import settings

from .models import Host


class AuthorityMiddleware:
    """Sets `request.authority`; a host that is nobody's gets the directory of the authorities served."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = request.get_host().rpartition(":")[0] or request.get_host()
        host = Host.objects.select_related("authority").filter(name=name.lower()).first()
        request.authority = host.authority if host else None
        if host is None:
            request.urlconf = settings.DIRECTORY_URLCONF
        return self.get_response(request)
