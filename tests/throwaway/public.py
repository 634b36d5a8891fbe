"""The public page of the throw-away feature."""

from django.http import HttpResponse
from django.urls import path

from parvis.shells.entry import public_view


@public_view()
def page(request):
    return HttpResponse("Page publique jetable")


urlpatterns = [path("", page, name="list")]
