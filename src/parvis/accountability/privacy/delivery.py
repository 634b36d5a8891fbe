"""How the copy of somebody's data leaves, from the desk or from their own space."""

from django.http import HttpResponse


def zip_response(content, name):
    """An archive to save, that no cache on the way keeps."""
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
