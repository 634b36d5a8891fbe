"""The one door by which files leave: open to everybody, each file asks its own rights."""

from django.shortcuts import get_object_or_404

from parvis.ground.documents.delivery import serve
from parvis.ground.documents.models import StoredFile
from parvis.shells.entry import public_view


@public_view()
def file(request, pk):
    """A file of this authority; `?telecharger` saves it instead of showing it."""
    stored = get_object_or_404(StoredFile.objects.of(request.authority), pk=pk)
    return serve(request, stored, download="telecharger" in request.GET)
