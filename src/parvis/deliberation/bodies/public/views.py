"""The public pages of bodies: which there are, who sits there, what they were asked and what came of it."""

from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commons.people.choices import Purpose
from parvis.commons.schemes.queries import panels
from parvis.deliberation.bodies import popolo, queries
from parvis.deliberation.bodies.choices import BodyStatus
from parvis.deliberation.bodies.models import Body
from parvis.ground.core import clock, french
from parvis.ground.documents.choices import IMAGES
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors


@public_view()
@require_safe
@for_visitors
def bodies(request):
    """Every published body, its parts under it; those dissolved at the end."""
    published = Body.objects.of(request.authority).published()
    rows = list(published.only("name", "slug", "type", "status", "summary", "parent").order_by("name"))
    parts = {}
    for body in rows:
        parts.setdefault(body.parent_id, []).append(body)
    shown = {body.pk for body in rows}
    heads = [b for b in rows if b.parent_id not in shown]
    entries = [(body, parts.get(body.pk, [])) for body in heads if body.status != BodyStatus.DISSOLVED]
    gone = [body for body in heads if body.status == BodyStatus.DISSOLVED]
    context = {
        "entries": entries, "gone": gone,
        "description": _("Les instances de participation de {name} : qui y siège, ce qu’elles font.").format(
            name=request.authority.name
        ),
    }  # fmt: skip
    return render(request, "bodies/public/list.html", context)


@public_view(Body)
@require_safe
@for_visitors
def detail(request, body):
    """Who sits, how they were chosen, what they were asked and what came of it."""
    today = clock.today()
    members = list(queries.with_faces(queries.members_on(body, today)))
    faces = queries.faces(members)
    for face in faces:
        face["photo_url"] = _photo_url(body, face)
    context = {
        "body": body, "title": body.name, "kind": body.get_type_display(), "lede": body.summary, "faces": faces,
        "facts": _facts(body, members), "hidden": len(members) - len(faces), "blocks": panels(body),
        "description": body.summary or _described(body),
    }  # fmt: skip
    return render(request, "bodies/public/detail.html", context)


def _described(body):
    return _("{body} : qui y siège, ce qui lui est demandé, ce qui lui est répondu.").format(body=body.name)


def _photo_url(body, face):
    return reverse("public:bodies:portrait", args=[body.slug, face["member"].pk]) if face["photo_id"] else ""


def _facts(body, members):
    found = [(_("Membres"), french.number(len(members)))] if members else []
    if body.creation_act:
        found.append((_("Créée par"), body.creation_act))
    if body.installed_on:
        found.append((_("Installée le"), french.plain_date(body.installed_on)))
    if body.term_ends_on:
        found.append((_("Mandats jusqu’au"), french.plain_date(body.term_ends_on)))
    if body.status == BodyStatus.DISSOLVED:
        found.append((_("Dissoute le"), french.plain_date(body.dissolved_on)))
    return found


@public_view(Body)
@require_safe
def popolo_json(request, body):
    """The body and its members of today in Popolo, with the names that may be published."""
    data = popolo.organization(body, clock.today(), public=True)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@public_view(Body)
@require_safe
def portrait(request, body, member):
    """The photograph of somebody who sits today, as long as they agree to it."""
    rows = queries.with_faces(queries.members_on(body, clock.today()))
    found = rows.filter(pk=member).first()
    photo = found.person.photo if found and _is_shown(found) else None
    if photo is None or photo.content_type not in IMAGES:
        raise Http404
    response = FileResponse(photo.file.open("rb"), content_type=photo.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    # Consent may be withdrawn at any moment: nobody keeps the picture without asking again.
    response["Cache-Control"] = "private, no-cache"
    return response


def _is_shown(member):
    return queries.is_named(member) and member.person.consents_to(Purpose.PHOTO)
