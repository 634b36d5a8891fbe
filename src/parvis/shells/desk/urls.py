"""The desk's addresses: its own pages, then one folder per feature."""

from django.urls import include, path

from parvis.ground.core.manifest import features

from . import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    *(path(f"{f.path}/", include((f.desk_urls, f.slug), namespace=f.slug)) for f in features() if f.desk_urls),
]
