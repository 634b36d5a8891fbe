from django.urls import path

from . import views

urlpatterns = [
    path("", views.bodies, name="list"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/popolo.json", views.popolo_json, name="popolo"),
    path("<slug:slug>/portraits/<int:member>/", views.portrait, name="portrait"),
]
