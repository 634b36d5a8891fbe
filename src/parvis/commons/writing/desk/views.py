"""The desk's list of texts, and how one opens."""

from django.shortcuts import get_object_or_404, redirect

from parvis.commons.schemes.models import Scheme
from parvis.commons.writing import lifecycle
from parvis.commons.writing.forms import CreateTextForm
from parvis.commons.writing.models import Text
from parvis.shells.actions import desk_action
from parvis.shells.desk.listing import Listing

from .tables import TextFilters, TextTable


class TextList(Listing):
    """Every text being written, and those adopted."""

    model = Text
    columns = TextTable
    filterset = TextFilters
    permission = "writing.list_text"
    search_fields = ("title", "scheme__name")
    default_sort = ("-created_at",)
    title = "Textes"
    empty = "Un texte s’ouvre depuis une saisine, une réunion ou la fiche d’une instance."


@desk_action(None, "writing.create_text", form=CreateTextForm, title="Ouvrir un texte", button="Ouvrir le texte")
def create(request, scheme, *, kind, title):
    scheme = get_object_or_404(Scheme.objects.of(request.authority).run_by(request.user), pk=scheme)
    text = lifecycle.create_text(scheme, kind=kind, title=title, by=request.user)
    return redirect("desk:writing:write", text.pk)
