"""The public pages of an authority, and the directory of the authorities served."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from parvis.ground.authorities.models import Authority
from parvis.shells.entry import public_view


@public_view()
def home(request):
    """What is open, what was asked, what was answered, what comes next."""
    return render(request, "public/home.html", {})


@login_not_required
def directory(request):
    """The authorities served by this installation."""
    return render(request, "public/directory.html", {"authorities": Authority.objects.prefetch_related("hosts")})
