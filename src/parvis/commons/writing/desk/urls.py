from django.urls import path

from parvis.commons.writing import pages
from parvis.commons.writing.acts import actions
from parvis.commons.writing.doors import text_urls
from parvis.shells.entry import desk_view

from . import views

do = actions(pages.DESK)

urlpatterns = [
    path("", views.TextList.as_view(), name="list"),
    path("nouveau/<int:scheme>/", views.create, name="create"),
    path("<int:pk>/vote-sur-papier/", do.paper_vote, name="paper_vote"),
    *text_urls(desk_view, do, pages.DESK),
]
