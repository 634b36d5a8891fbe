"""The page of the throw-away feature in the member space."""

from django.http import HttpResponse
from django.urls import path

from parvis.shells.entry import member_view


@member_view("member.enter")
def page(request):
    return HttpResponse("Page de membre jetable")


urlpatterns = [path("", page, name="list")]
