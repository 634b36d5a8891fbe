"""Changing the authority through one of its forms."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.ground.authorities import lifecycle
from parvis.ground.authorities.models import Authority


def edit(request, form_class, title, *, saved, template="desk/form.html", **context):
    """A form of the authority itself: GET shows it, POST saves, journals and says so."""
    # A copy: a refused form must not change what the page shows of the authority.
    authority = Authority.objects.get(pk=request.authority.pk)
    form = form_class(request.POST or None, request.FILES or None, instance=authority)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        lifecycle.keep(authority, by=request.user, changed=form.changed_data)
        messages.success(request, saved)
        return redirect(request.path)
    back = reverse("desk:settings:home")
    context = {
        "form": form, "title": title, "button": "Enregistrer", "kicker": "Réglages", "kicker_url": back,
        "cancel_url": back, **context,
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)
