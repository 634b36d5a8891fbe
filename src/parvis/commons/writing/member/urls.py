from django.urls import path

from parvis.commons.writing import pages
from parvis.commons.writing.acts import actions
from parvis.commons.writing.doors import text_urls
from parvis.shells.entry import member_view

from . import views

do = actions(pages.MEMBER)

urlpatterns = [
    path("", views.index, name="list"),
    path("<int:pk>/vote/", do.vote, name="vote"),
    *text_urls(member_view, do, pages.MEMBER),
]
