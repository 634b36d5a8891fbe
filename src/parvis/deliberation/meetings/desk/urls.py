from django.urls import path

from . import views
from .tables import MeetingList

urlpatterns = [
    path("", MeetingList.as_view(), name="list"),
    path("creation/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modification/", views.change, name="change"),
    path("<int:pk>/convocation/", views.convene, name="convene"),
    path("<int:pk>/presences/", views.hold, name="hold"),
    path("<int:pk>/annulation/", views.cancel, name="cancel"),
]
