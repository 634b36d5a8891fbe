from django.urls import path

from . import views
from .views import do

urlpatterns = [
    path("", views.TextList.as_view(), name="list"),
    path("nouveau/<int:scheme>/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/ecriture/", views.write, name="write"),
    path("<int:pk>/brouillon/", views.draft, name="draft"),
    path("<int:pk>/remarques/", views.comment, name="comment"),
    path("<int:pk>/versions/", views.versions, name="versions"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/desaccords/", views.disagreements, name="disagreements"),
    path("<int:pk>/recommandations/", views.recommendations, name="recommendations"),
    path("<int:pk>/synthese/", views.synthesis, name="synthesis"),
    path("<int:pk>/document/", do.produce, name="produce"),
    path("<int:pk>/debat/", views.debate, name="debate"),
    path("<int:pk>/titre/", do.rename, name="rename"),
    path("<int:pk>/vote-sur-papier/", do.paper_vote, name="paper_vote"),
    path("<int:pk>/ouverture-des-commentaires/", do.open_comments, name="open_comments"),
    path("<int:pk>/cloture-des-commentaires/", do.close_comments, name="close_comments"),
    path("<int:pk>/reprise/", do.return_to_drafting, name="return"),
    path("<int:pk>/adoption/", do.adopt, name="adopt"),
    path("<int:pk>/arret/", do.approve, name="approve"),
    path("<int:pk>/publication/", do.publish, name="publish"),
    path("<int:pk>/version-facile-a-lire/", do.plain, name="plain"),
    path("<int:pk>/nouvelle-recommandation/", do.add_recommendation, name="add_recommendation"),
    path("<int:pk>/nouveau-desaccord/", do.add_divergence, name="add_divergence"),
    path("<int:pk>/nouvelle-position/", do.add_minority, name="add_minority"),
    path("<int:pk>/nouvelle-note/", do.add_note, name="add_note"),
    path("remarques/<int:pk>/suite/", do.settle, name="settle"),
    path("recommandations/<int:pk>/", do.change_recommendation, name="change_recommendation"),
    path("recommandations/<int:pk>/retrait/", do.remove_recommendation, name="remove_recommendation"),
    path("positions/<int:pk>/", do.change_minority, name="change_minority"),
]
