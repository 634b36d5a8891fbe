"""Bodies in the member space: my mandates, my colleagues, my charter; the chair's own page of the body."""

from operator import itemgetter

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect, render

from parvis.commons.people.choices import Purpose
from parvis.commons.people.queries import person_of
from parvis.commons.schemes.queries import panels
from parvis.deliberation.bodies import lifecycle, queries, welcome_documents
from parvis.deliberation.bodies.choices import CANDIDATES
from parvis.deliberation.bodies.models import Body, Membership
from parvis.ground.core import clock
from parvis.ground.core.manifest import calendar_of
from parvis.ground.documents.models import StoredFile
from parvis.ground.documents.queries import documents_of
from parvis.shells.actions import member_action
from parvis.shells.entry import member_view

from .forms import DescriptionForm, description_initial


@member_view("member.enter")
def bodies(request):
    """My mandates, present and past."""
    person = person_of(request.user, request.authority)
    mandates = person.memberships.exclude(status__in=CANDIDATES) if person else Membership.objects.none()
    rows = list(mandates.select_related("body", "college", "act").order_by("-starts_on", "-pk"))
    _attach_documents(rows)
    held = set(request.user.grants.schemes())
    for mandate in rows:
        mandate.is_open = not held.isdisjoint({mandate.body_id, mandate.body.parent_id})
    context = {
        "title": "Mes instances", "mandates": rows,
        "is_alumnus": bool(person) and person.consents_to(Purpose.ALUMNI),
    }  # fmt: skip
    return render(request, "bodies/member/list.html", context)


def _attach_documents(mandates):
    """My letters and certificates, under the mandate that each is about; one query."""
    kind = ContentType.objects.get_for_model(Membership)
    files = StoredFile.objects.filter(owner_type=kind, owner_id__in=[m.pk for m in mandates]).order_by(
        "-stored_at", "pk"
    )
    mine = {}
    for stored in files:
        mine.setdefault(stored.owner_id, []).append(stored)
    for mandate in mandates:
        mandate.files = mine.get(mandate.pk, [])


@member_view("bodies.belong_body", Body)
def detail(request, body):
    """My colleagues' names, the documents; private contacts for the chair, of those who agree."""
    members = list(queries.with_faces(queries.members_on(body, clock.today())))
    chairs = request.user.has_perm("bodies.view_contacts_body", body)
    for member in members:
        member.shows_contact = chairs and member.person.consents_to(Purpose.CONTACT)
    context = {
        "title": body.name, "body": body, "members": members, "chairs": chairs,
        "may_describe": request.user.has_perm("bodies.change_body", body),
        "entries": documents_of(body, request.user), "blocks": panels(body, request.user),
    }  # fmt: skip
    return render(request, "bodies/member/detail.html", context)


@member_view("bodies.read_archive_membership", Membership)
def archive(request, member):
    """What I took part in while I sat: the dates of the body that I may still read, my documents."""
    days = _days_of(member, request.user)
    _attach_documents([member])
    context = {"title": "Archives de mon mandat", "member": member, "days": days}
    return render(request, "bodies/member/archive.html", context)


def _days_of(member, user):
    """The dated events of the body during the mandate, latest first, as each feature lets this person read them."""
    start, end = member.starts_on, member.ended_on
    told = calendar_of(member.authority, user, start, end)
    mine = [(entry.day, entry) for entry in told if entry.scheme_id == member.body_id and entry.kind != "échéance"]
    return sorted(mine, key=itemgetter(0), reverse=True)


@member_action(
    Body, "bodies.change_body", form=DescriptionForm, title="Modifier la présentation", button="Enregistrer",
    initial=description_initial,
)  # fmt: skip
def describe(request, body, **data):
    lifecycle.describe(body, by=request.user, **data)
    messages.success(request, "La présentation est à jour.")
    return redirect("member:bodies:detail", pk=body.pk)


@member_view("bodies.sign_membership", Membership)
def charter(request, member):
    """The charter of my body, as I am asked to sign it."""
    context = {
        "title": "Charte du membre", "member": member, "may_sign": not member.charter_signed_on,
        "sections": welcome_documents.charter_sections(member, on=clock.today()),
    }  # fmt: skip
    return render(request, "bodies/member/charter.html", context)


def _signed(member):
    yield "Vous vous engagez à respecter la charte du membre de votre instance."
    yield "La date de votre signature est conservée."


@member_action(
    Membership, "bodies.sign_membership", title="Signer la charte du membre", button="Je signe la charte",
    effects=_signed, template="bodies/member/sign_charter.html",
)  # fmt: skip
def sign_charter(request, member):
    lifecycle.sign_charter(member, by=request.user)
    messages.success(request, "Votre signature est enregistrée.")
    return redirect("member:bodies:list")
