from django.urls import path

from . import views
from .tables import SchemeList

urlpatterns = [
    path("", SchemeList.as_view(), name="list"),
    path("<int:pk>/equipe/", views.team, name="team"),
    path("<int:pk>/equipe/attribution/", views.grant, name="grant"),
    path("roles/<int:pk>/fin/", views.end, name="end_role"),
]
