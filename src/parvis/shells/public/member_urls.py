"""The member space: its home, then one folder per feature."""

from django.urls import include, path

from parvis.ground.core.manifest import features

from . import member

app_name = "member"

urlpatterns = [
    path("", member.home, name="home"),
    path("recherche/", member.search, name="search"),
    *(path(f"{f.path}/", include((f.member_urls, f.slug), namespace=f.slug)) for f in features() if f.member_urls),
]
