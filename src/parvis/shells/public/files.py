"""The one door by which files leave: open to everybody, each file asks its own rights."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from parvis.ground.documents.delivery import hide_unless_readable, serve
from parvis.ground.documents.models import StoredFile
from parvis.shells.entry import public_view


@public_view()
def file(request, pk):
    """A file of this authority; `?telecharger` saves it instead of showing it."""
    stored = get_object_or_404(StoredFile.objects.of(request.authority), pk=pk)
    return serve(request, stored, download="telecharger" in request.GET)


@public_view()
def file_text(request, pk):
    """The accessible equivalent of a file, as a page."""
    stored = get_object_or_404(StoredFile.objects.of(request.authority), pk=pk)
    hide_unless_readable(request, stored)
    if not stored.alternative:
        raise Http404
    return render(request, "documents/alternative.html", {"file": stored})
