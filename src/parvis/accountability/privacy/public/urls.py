from django.urls import path

from . import views

urlpatterns = [
    path("", views.notice, name="notice"),
    path("demande/", views.ask, name="ask"),
    path("demande/recue/", views.received, name="received"),
]
