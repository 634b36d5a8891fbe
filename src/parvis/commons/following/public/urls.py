from django.urls import path

from . import views

urlpatterns = [
    path("demande/", views.asked, name="asked"),
    path("confirmation/<str:token>/", views.confirmation, name="confirmation"),
    path("arret/<str:token>/", views.stop, name="stop"),
    path("<slug:slug>/<int:pk>/", views.ask, name="ask"),
]
