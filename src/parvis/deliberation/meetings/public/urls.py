from django.urls import path

from . import minutes, views

urlpatterns = [
    path("", views.meetings, name="list"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/compte-rendu/", minutes.minutes, name="minutes"),
    path("<uuid:uid>/reunion.ics", views.event, name="event"),
]
