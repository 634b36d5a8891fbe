"""Files leave only through here, after the rights check, with headers that keep them harmless."""

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response, patch_cache_control

from .choices import INLINE

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
# Browsers refuse to show a PDF in a sandbox; their reader isolates it already.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def serve(request, stored, *, download=False):
    """The file, piece by piece, for somebody who may read it; 404 for anybody else and on another authority's host."""
    hide_unless_readable(request, stored)
    etag = f'"{stored.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = FileResponse(
        _opened(stored),
        as_attachment=download or stored.content_type not in INLINE,
        filename=stored.download_name,
        content_type=stored.content_type,
    )
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY if stored.content_type == "application/pdf" else SANDBOX
    # The rights are asked each time: what one may read today may be taken back tomorrow.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def hide_unless_readable(request, stored):
    """404 for whoever may not read the file: nobody learns that it exists."""
    if stored.authority_id != request.authority.pk or not request.user.has_perm("documents.view_storedfile", stored):
        raise Http404


def _opened(stored):
    try:
        return stored.file.open("rb")
    except FileNotFoundError:
        raise Http404("Le fichier a disparu du stockage.") from None
