"""Addresses of an authority's host."""

from django.urls import include, path

urlpatterns = [
    path("gestion/", include("parvis.shells.desk.urls")),
    path("espace-membre/", include("parvis.shells.public.member_urls")),
    path("compte/", include("parvis.shells.public.account.urls")),
    path("", include("parvis.shells.public.urls")),
]
