from django.urls import path

from . import minutes, thread, views

urlpatterns = [
    *minutes.urlpatterns,
    *thread.urlpatterns,
    path("", views.meetings, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reponse/", views.answer, name="answer"),
    path("<int:pk>/besoins/", views.needs, name="needs"),
    path("<int:pk>/besoins/effacement/", views.erase_needs, name="erase_needs"),
    path("<int:pk>/point/", views.propose, name="propose"),
    path("<int:pk>/reunion.ics", views.event, name="event"),
]
