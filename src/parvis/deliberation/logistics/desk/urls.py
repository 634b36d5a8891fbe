from django.urls import path

from . import actions, views
from .tables import NeedList, SheetList, TemplateList

urlpatterns = [
    path("", NeedList.as_view(), name="list"),
    path("fournisseurs/", views.providers, name="providers"),
    path("reunions/<int:pk>/ouverture/", actions.open_sheet, name="open_sheet"),
    path("fiches/", SheetList.as_view(), name="sheets"),
    path("fiches/<int:pk>/", views.sheet, name="sheet"),
    path("fiches/<int:pk>/modification/", actions.revise_sheet, name="revise_sheet"),
    path("fiches/<int:pk>/besoin/", actions.add_need, name="add_need"),
    path("fiches/<int:pk>/intervention/", actions.book_speaker, name="book_speaker"),
    path("fiches/<int:pk>/emprunt/", actions.lend, name="lend"),
    path("fiches/<int:pk>/modele/", actions.keep_template, name="keep_template"),
    path("fiches/<int:pk>/document/", actions.produce_sheet, name="produce_sheet"),
    path("modeles/", TemplateList.as_view(), name="templates"),
    path("modeles/<int:pk>/", views.template, name="template"),
    path("modeles/<int:pk>/retrait/", actions.remove_template, name="remove_template"),
    path("interventions/<int:pk>/droits/", actions.rights, name="rights"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modification/", actions.revise, name="revise"),
    path("<int:pk>/estimation/", actions.estimate, name="estimate"),
    path("<int:pk>/repas/", actions.meals, name="meals"),
    path("<int:pk>/demande/", actions.ask, name="ask"),
    path("<int:pk>/confirmation/", actions.confirm, name="confirm"),
    path("<int:pk>/refus/", actions.refuse, name="refuse"),
    path("<int:pk>/reprise/", actions.reconsider, name="reconsider"),
    path("<int:pk>/livraison/", actions.deliver, name="deliver"),
    path("<int:pk>/solde/", actions.settle, name="settle"),
    path("<int:pk>/annulation/", actions.cancel, name="cancel"),
    path("<int:pk>/retrait/", actions.remove, name="remove"),
    path("<int:pk>/document/", actions.produce, name="produce"),
]
