from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="list"),
    path("flux.xml", views.feed, name="feed"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/flux.xml", views.referral_feed, name="referral_feed"),
    path("<slug:slug>/en-clair/", views.plain, name="plain"),
]
