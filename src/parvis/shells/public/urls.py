"""The public addresses: the authority's pages, then one French noun per feature."""

from django.urls import include, path

from parvis.ground.core.manifest import features

from . import files, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("fichiers/<int:pk>/", files.file, name="file"),
    *(path(f"{f.path}/", include((f.public_urls, f.slug), namespace=f.slug)) for f in features() if f.public_urls),
]
