"""The texts that an authority puts in its documents, kind by kind, with their versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path as url
from django.urls import reverse

from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle
from parvis.ground.documents.forms import TemplateForm
from parvis.ground.documents.kinds import kind_of, kinds
from parvis.ground.documents.models import DocumentTemplate
from parvis.ground.documents.texts import catalogue as own_texts
from parvis.shells.entry import desk_view


@desk_view("documents.view_documenttemplate")
def catalogue(request):
    """Every document that the product can produce, and whether its texts are the authority's own."""
    rows = sorted(own_texts(request.authority), key=lambda row: row[0].label)
    may_change = request.user.has_perm("documents.change_documenttemplate", request.authority)
    context = {"title": "Modèles de documents", "rows": rows, "may_change": may_change}
    return render(request, "desk/settings/documents.html", context)


@desk_view("documents.change_documenttemplate")
def texts(request, kind):
    """Header, passages and signature block of one kind; a change makes the next version."""
    if kind not in {k.code for k in kinds()}:
        raise Http404
    current = DocumentTemplate.objects.current(request.authority, kind)
    form = TemplateForm(request.POST or None, kind=kind, template=current)
    if form.is_valid() and save(request, kind, form):
        messages.success(request, "Le modèle est enregistré : les prochains documents l’emploieront.")
        return redirect("desk:settings:document-list")
    back = reverse("desk:settings:document-list")
    context = {
        "title": kind_of(kind).label, "form": form, "button": "Enregistrer", "cancel_url": back,
        "kicker": "Modèles de documents", "kicker_url": back,
        "lede": f"Version {current.version}" if current else "Textes fournis avec Parvis.",
    }  # fmt: skip
    return render(request, "desk/form.html", context, status=422 if form.is_bound else 200)


def save(request, kind, form):
    """Whether the texts were written; somebody who wrote in between is named in the form."""
    try:
        lifecycle.edit_template(request.authority, kind, by=request.user, **form.texts())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


urls = [
    url("modeles/", catalogue, name="document-list"),
    url("modeles/<str:kind>/", texts, name="document-detail"),
]
