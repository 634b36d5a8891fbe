from django.urls import path

from . import views

urlpatterns = [
    path("mes-informations/", views.own, name="self"),
    path("mes-informations/coordonnees/", views.change_contact, name="contact"),
    path("mes-informations/accords/", views.choose_consents, name="consents"),
    path("mes-informations/photographie/", views.photo, name="photo"),
]
