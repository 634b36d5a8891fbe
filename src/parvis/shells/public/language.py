"""The language of the public pages: French, and those whose catalogue the installation has been given.

The texts of the public side are French and go through gettext. The desk and the member space stay in French.
"""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.utils import translation
from django.utils.cache import patch_vary_headers

IN_FRENCH = ("/gestion/", "/espace-membre/", "/premier-jour/")


class LanguageMiddleware:
    """Answers the public in the language that their browser asks for; absent while French is the only language."""

    def __init__(self, get_response):
        if len(settings.LANGUAGES) == 1:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(IN_FRENCH):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response
