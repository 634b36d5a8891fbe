"""The desk's addresses: its own pages, then one folder per feature."""

from django.urls import include, path

from parvis.ground.core.manifest import features

from . import views
from .settings import urls as settings_urls

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("reglages/", include((settings_urls, "settings"), namespace="settings")),
    *(path(f"{f.path}/", include((f.desk_urls, f.slug), namespace=f.slug)) for f in features() if f.desk_urls),
]
