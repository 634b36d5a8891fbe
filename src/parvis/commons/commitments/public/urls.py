from django.urls import path

from . import views

urlpatterns = [
    path("", views.board, name="board"),
    path("flux.atom", views.feed, name="feed"),
    path("<int:pk>/", views.detail, name="detail"),
]
