"""Addresses of a host that is nobody's."""

from django.urls import path

from parvis.shells import first_run
from parvis.shells.public import views

urlpatterns = [
    path("", views.directory, name="directory"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("premier-jour/", first_run.page, name="first-run"),
]
