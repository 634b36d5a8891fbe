"""The desk's own pages."""

from django.shortcuts import render

from parvis.shells.entry import desk_view


@desk_view("desk.enter")
def home(request):
    """What is due, first."""
    return render(request, "desk/home.html", {})
