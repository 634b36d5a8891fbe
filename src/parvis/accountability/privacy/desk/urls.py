from django.urls import path

from . import actions, purges, views
from .tables import PurgeList, RequestList

urlpatterns = [
    path("", RequestList.as_view(), name="list"),
    path("nouvelle/", actions.receive, name="create"),
    path("registre/", views.register, name="register"),
    path("purges/", PurgeList.as_view(), name="purges"),
    path("purges/nouvelle/", purges.prepare, name="prepare_purge"),
    path("purges/<int:pk>/", purges.detail, name="purge"),
    path("purges/<int:pk>/approbation/", purges.approve, name="approve_purge"),
    path("purges/<int:pk>/abandon/", purges.discard, name="discard_purge"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/archive.zip", views.archive, name="archive"),
    path("<int:pk>/identite/", actions.check_identity, name="check_identity"),
    path("<int:pk>/prise-en-charge/", actions.take, name="take"),
    path("<int:pk>/prolongation/", actions.extend, name="extend"),
    path("<int:pk>/effacement/", actions.erase, name="erase"),
    path("<int:pk>/reponse/", actions.answer, name="answer"),
    path("<int:pk>/refus/", actions.refuse, name="refuse"),
    path("<int:pk>/cloture/", actions.close, name="close"),
]
