"""Settings: one address per kind, in French."""

from . import venues

urlpatterns = [*venues.register.urls]
