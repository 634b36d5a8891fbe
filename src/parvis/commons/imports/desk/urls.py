from django.urls import path

from . import views
from .tables import BatchList

urlpatterns = [
    path("", BatchList.as_view(), name="list"),
    path("nouveau/", views.choose, name="choose"),
    path("nouveau/<slug:key>/", views.upload, name="upload"),
    path("nouveau/<slug:key>/modele.csv", views.model_file, name="model_file"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/colonnes/", views.columns, name="columns"),
    path("<int:pk>/ecriture/", views.confirm, name="confirm"),
    path("<int:pk>/retour-arriere/", views.undo, name="undo"),
    path("<int:pk>/abandon/", views.discard, name="discard"),
]
