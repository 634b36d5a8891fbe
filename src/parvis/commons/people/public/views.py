"""The only thing of a person that everybody may fetch: a photograph, while the person agrees."""

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response, patch_cache_control

from parvis.commons.people.models import Person
from parvis.ground.documents.delivery import SANDBOX
from parvis.shells.entry import public_view


@public_view()
def photo(request, pk):
    """The photograph, or 404 when there is none, or no consent: nobody learns whether the record exists."""
    rows = Person.objects.of(request.authority).select_related("photo").prefetch_related("consents")
    person = rows.filter(pk=pk).first()
    if person is None or not person.photo_url:
        raise Http404
    etag = f'"{person.photo.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        response = FileResponse(person.photo.file.open("rb"), content_type=person.photo.content_type)
    except FileNotFoundError:
        raise Http404 from None
    response["ETag"] = etag
    response["Content-Security-Policy"] = SANDBOX
    # The consent may be withdrawn at any moment: asked again each time.
    patch_cache_control(response, public=True, no_cache=True)
    return response
