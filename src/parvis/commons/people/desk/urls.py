from django.urls import path

from . import organisations, resemblances, views
from .tables import OrganisationList, PersonList

urlpatterns = [
    path("", PersonList.as_view(), name="list"),
    path("nouvelle/", views.create, name="create"),
    path("doublons/", resemblances.pairs, name="duplicates"),
    path("organisations/", OrganisationList.as_view(), name="organisations"),
    path("organisations/nouvelle/", organisations.create, name="create_organisation"),
    path("organisations/<int:pk>/", organisations.detail, name="organisation"),
    path("organisations/<int:pk>/modification/", organisations.change, name="change_organisation"),
    path("fonctions/<int:pk>/fin/", views.end_role, name="end_role"),
    path("consentements/<int:pk>/retrait/", views.withdraw_consent, name="withdraw_consent"),
    path("fusions/<int:pk>/retour-arriere/", resemblances.undo, name="undo_merge"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modification/", views.change, name="change"),
    path("<int:pk>/fonction/", views.add_role, name="add_role"),
    path("<int:pk>/consentement/", views.give_consent, name="give_consent"),
    path("<int:pk>/photographie/", views.photo, name="photo"),
    path("<int:pk>/photographie/retrait/", views.remove_photo, name="remove_photo"),
    path("<int:pk>/fusion/<int:other>/", resemblances.merge, name="merge"),
    path("<int:pk>/distinction/<int:other>/", resemblances.distinct, name="distinct"),
]
