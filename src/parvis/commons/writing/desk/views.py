"""The desk's pages of texts."""

from django.shortcuts import get_object_or_404, redirect

from parvis.commons.schemes.models import Scheme
from parvis.commons.writing import lifecycle, pages, views
from parvis.commons.writing.acts import actions
from parvis.commons.writing.forms import CreateTextForm
from parvis.commons.writing.models import Text
from parvis.shells.actions import desk_action
from parvis.shells.desk.listing import Listing
from parvis.shells.entry import desk_view

from .tables import TextFilters, TextTable

BASE = pages.DESK
RECORD = "writing/desk/record.html"
do = actions(BASE)


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


@desk_view("writing.read_text", Text)
def detail(request, text):
    return views.show(request, text, BASE, RECORD)


@desk_view("writing.write_text", Text)
def write(request, text):
    return views.write(request, text, BASE, "writing/desk/write.html")


@desk_view("writing.write_text", Text)
def draft(request, text):
    return views.keep_draft(request, text)


@desk_view("writing.comment_text", Text)
def comment(request, text):
    return views.add_comment(request, text, BASE, RECORD)


@desk_view("writing.read_text", Text)
def versions(request, text):
    return views.versions(request, text, BASE, RECORD)


@desk_view("writing.read_text", Text)
def version(request, text, number):
    return views.version(request, text, number, BASE, RECORD)


@desk_view("writing.read_text", Text)
def disagreements(request, text):
    return views.disagreements(request, text, BASE, RECORD)


@desk_view("writing.read_text", Text)
def recommendations(request, text):
    return views.recommendations(request, text, BASE, RECORD)


@desk_view("writing.read_text", Text)
def synthesis(request, text):
    return views.synthesis(request, text, BASE, RECORD)


@desk_view("writing.read_text", Text)
def debate(request, text):
    return views.debate(request, text, BASE, RECORD)


@desk_action(None, "writing.create_text", form=CreateTextForm, title="Ouvrir un texte", button="Ouvrir le texte")
def create(request, scheme, *, kind, title):
    scheme = get_object_or_404(Scheme.objects.of(request.authority).run_by(request.user), pk=scheme)
    text = lifecycle.create_text(scheme, kind=kind, title=title, by=request.user)
    return redirect("desk:writing:write", text.pk)
