from django.urls import path

from . import views

urlpatterns = [
    path("", views.listing, name="list"),
    path("fiches/<int:pk>/", views.sheet, name="sheet"),
    path("reunions/<int:pk>/", views.rides, name="rides"),
    path("reunions/<int:pk>/trajet/", views.offer, name="offer"),
    path("trajets/<int:pk>/place/", views.take, name="take"),
    path("trajets/<int:pk>/depart/", views.leave, name="leave"),
    path("trajets/<int:pk>/retrait/", views.withdraw, name="withdraw"),
]
