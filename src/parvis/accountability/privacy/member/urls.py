from django.urls import path

from . import views

urlpatterns = [
    path("", views.own, name="own"),
    path("copie.zip", views.copy, name="copy"),
]
