from django.urls import path

from . import verbs, views

urlpatterns = [
    path("", views.board, name="board"),
    path("recoupements/", views.overlaps, name="overlaps"),
    path("sujets/", views.topics, name="topics"),
    path("mois/", views.month, name="month"),
    path("tableau/", verbs.produce, name="produce"),
    path("dispositifs/<int:pk>/mot/", verbs.say, name="say"),
    path("sollicitations/", views.solicitations, name="solicitations"),
    path("sollicitations/nouvelle/", verbs.note_solicitation, name="note_solicitation"),
    path("sujets/nouveau/", verbs.raise_topic, name="raise_topic"),
    path("sujets/<int:pk>/", views.topic, name="topic"),
    path("sujets/<int:pk>/modification/", verbs.amend_topic, name="amend_topic"),
    path("sujets/<int:pk>/porteur/", verbs.assign_topic, name="assign_topic"),
    path("sujets/<int:pk>/partage/", verbs.share_topic, name="share_topic"),
    path("sujets/<int:pk>/cloture/", verbs.close_topic, name="close_topic"),
    path("sujets/<int:pk>/reouverture/", verbs.reopen_topic, name="reopen_topic"),
]
