"""The private links of suppliers."""

from django.urls import path

from . import views

urlpatterns = [
    path("commandes/<str:key>/", views.order, name="order"),
    path("commandes/<str:key>/accord/", views.accept, name="accept"),
    path("commandes/<str:key>/refus/", views.decline, name="decline"),
]
