from django.urls import path

from . import views

urlpatterns = [
    path("", views.bodies, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/presentation/", views.describe, name="describe"),
    path("mandats/<int:pk>/archives/", views.archive, name="archive"),
    path("charte/<int:pk>/texte/", views.charter, name="charter"),
    path("charte/<int:pk>/", views.sign_charter, name="sign_charter"),
]
