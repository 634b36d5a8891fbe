from django.urls import path

from . import guests, views

urlpatterns = [
    path("", views.index, name="list"),
    path("flux.xml", views.feed, name="feed"),
    path("audition/<str:token>/", guests.invitation, name="invitation"),
    path("audition/<str:token>/agenda.ics", guests.calendar, name="invitation_calendar"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/flux.xml", views.referral_feed, name="referral_feed"),
    path("<slug:slug>/en-clair/", views.plain, name="plain"),
]
