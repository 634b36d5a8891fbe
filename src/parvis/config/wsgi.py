"""The door through which gunicorn enters."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
application = get_wsgi_application()
# The pages are loaded now: the first visitor does not wait for it, and a broken one stops the start.
get_resolver().url_patterns  # noqa: B018
