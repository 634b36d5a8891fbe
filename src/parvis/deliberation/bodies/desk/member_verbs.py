"""The verbs of a mandate as pages of the desk."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from parvis.deliberation.bodies import documents, lifecycle, queries, tasks
from parvis.deliberation.bodies.choices import IN_OFFICE, LEFT, MembershipStatus
from parvis.deliberation.bodies.lifecycle.memberships import why_not_active
from parvis.deliberation.bodies.models import Membership
from parvis.ground.core import clock, french
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action
from parvis.shells.verbs import Verb

from . import forms, member_forms
from .forms import settled


def _only_candidate(member):
    if member.status != MembershipStatus.PROPOSED:
        return "Cette personne n’est plus candidate."
    return "Cette candidature est déjà retenue." if member.is_retained else ""


def _only_retained(member):
    return "" if member.is_retained else "Cette candidature n’est pas retenue."


def _only_invitable(member):
    if member.status not in (MembershipStatus.APPOINTED, MembershipStatus.ACTIVE):
        return "On invite une personne une fois nommée."
    done = member.invited_on and not lifecycle.may_be_let_in(member)
    return "La lettre de bienvenue est déjà partie." if done else ""


def _only_unsigned(member):
    if member.charter_signed_on:
        return "La charte est déjà signée."
    return "" if member.status in IN_OFFICE else "La charte se signe une fois la personne nommée."


def _only_in_office(member):
    return "" if member.status in IN_OFFICE else "La lettre de nomination s’adresse à qui est nommé ou en exercice."


def _only_replaceable(member):
    if member.status in LEFT:
        return queries.why_no_succession(member)
    return "" if member.status in IN_OFFICE else "Cette personne n’a pas de mandat."


def _only_awaited(member):
    return "" if member.status in IN_OFFICE else "Le kit d’accueil se donne à qui est nommé ou en exercice."


def _only_left(member):
    return "" if member.status in LEFT else "L’attestation se donne à la fin du mandat."


def _change(label, name, **options):
    return Verb(label, f"desk:bodies:{name}", "bodies.change_membership", **options)


def _ending(label, name, step, **options):
    return Verb(label, f"desk:bodies:{name}", "bodies.end_membership", step=step, **options)


MEMBER_VERBS = (
    _change("Retenir la candidature", "retain", why_not=_only_candidate),
    _change("Échanger avec une autre candidature", "swap", why_not=_only_retained),
    _change("Ne plus retenir", "release", why_not=_only_retained),
    Verb("Nommer", "desk:bodies:appoint", "bodies.appoint_membership", step="appoint"),
    _change("Ne pas retenir définitivement", "decline", step="decline"),
    _change("Envoyer la lettre de bienvenue", "invite", why_not=_only_invitable),
    _change("Enregistrer la charte signée", "sign_charter", why_not=_only_unsigned),
    _change("Activer le mandat", "activate", step="activate", why_not=why_not_active),
    _change("Confier une fonction", "entrust", step="suspend"),
    _change("Produire la lettre de nomination", "appointment_letter", why_not=_only_in_office),
    _change("Produire le kit d’accueil et la charte", "welcome_kit", why_not=_only_awaited),
    _change("Produire l’attestation", "certificate", why_not=_only_left),
    _ending("Enregistrer une démission", "resign", "resign"),
    Verb("Remplacer", "desk:bodies:replace", "bodies.end_membership", why_not=_only_replaceable),
    _ending("Mettre fin au mandat", "end", "end"),
    _ending("Suspendre", "suspend", "suspend", danger=True),
    _ending("Lever la suspension", "resume", "resume"),
    _ending("Exclure", "disqualify", "disqualify", danger=True),
    _ending("Enregistrer un décès", "record_death", "record_death"),
)


def change_action(title, button, **options):
    return desk_action(Membership, "bodies.change_membership", title=title, button=button, **options)


def ending_action(title, button, **options):
    return desk_action(Membership, "bodies.end_membership", title=title, button=button, **options)


def _to_selection(request, member, message):
    messages.success(request, message)
    return redirect("desk:bodies:selection", pk=member.body_id)


@change_action("Retenir la candidature", "Retenir")
def retain(request, member):
    lifecycle.retain(member, by=request.user)
    return _to_selection(request, member, f"{member.person.full_name} est retenue dans la composition.")


@change_action("Ne plus retenir", "Ne plus retenir")
def release(request, member):
    lifecycle.release(member, by=request.user)
    return _to_selection(request, member, f"{member.person.full_name} revient parmi les candidatures.")


@change_action("Échanger avec une autre candidature", "Échanger", form=member_forms.SwapForm)
def swap(request, member, *, arriving):
    lifecycle.swap(member, arriving, by=request.user)
    names = f"{arriving.person.full_name} prend la place de {member.person.full_name}."
    return _to_selection(request, member, names)


@change_action("Ne pas retenir définitivement", "Ne pas retenir", form=forms.ReasonedForm)
def decline(request, member, *, reason):
    lifecycle.decline(member, by=request.user, reason=reason)
    return "La candidature n’est pas retenue."


@desk_action(
    Membership, "bodies.appoint_membership", form=member_forms.AppointForm, title="Nommer", button="Nommer",
)  # fmt: skip
@transaction.atomic
def appoint(request, member, *, act=None, **data):
    lifecycle.appoint(member, by=request.user, act=settled(act, request.user), **data)
    return f"{member.person.full_name} est nommée."


@change_action("Envoyer la lettre de bienvenue", "Envoyer")
def invite(request, member):
    channel = lifecycle.invite(member, by=request.user)
    return f"La lettre de bienvenue part par {channel.label}."


@change_action("Enregistrer la charte signée", "Enregistrer", form=forms.DayForm)
def sign_charter(request, member, *, on):
    lifecycle.sign_charter(member, by=request.user, on=on)
    return "La charte est enregistrée."


@change_action("Activer le mandat", "Activer")
def activate(request, member):
    lifecycle.activate(member, by=request.user)
    return "Le mandat est actif : l’accès est ouvert."


@change_action("Confier une fonction", "Confier la fonction", form=member_forms.EntrustForm)
@transaction.atomic
def entrust(request, member, *, act=None, **data):
    renewed = lifecycle.entrust(member, by=request.user, act=settled(act, request.user), **data)
    messages.success(request, f"{renewed.person.full_name} : {renewed.capacity}.")
    return redirect(renewed.get_desk_url())


def _leaves(member):
    yield "L’accès aux dossiers en cours se ferme, dans l’instance et dans ses commissions."
    yield _succession(member)


def _thanked(member):
    yield "Une lettre de remerciement part, avec l’attestation et la question de la liste des anciens."
    yield from _leaves(member)


def _succession(member):
    found = queries.successor_of(member)
    return f"Pour ce siège, {found.said}." if found.person else found.said


@ending_action("Enregistrer une démission", "Enregistrer", form=member_forms.ResignForm, effects=_thanked)
def resign(request, member, *, on, reason_code, reason=""):
    lifecycle.resign(member, by=request.user, on=on, reason=reason, reason_code=reason_code)
    return f"Le mandat prend fin le {french.plain_date(on)}."


def _next_in_line(request, member):
    """The form opens on the person whom the seat's own order names; the substitute needs no choice."""
    found = queries.successor_of(member)
    return {"successor": found.person.pk} if found.person and not found.is_substitute else {}


@ending_action("Remplacer", "Remplacer", form=member_forms.ReplaceForm, initial=_next_in_line)
@transaction.atomic
def replace(request, member, *, act=None, **data):
    new = lifecycle.replace(member, by=request.user, act=settled(act, request.user), **data)
    return _seated(request, member, new)


def _called(member):
    yield _succession(member)
    yield "La personne en est informée ; elle siège dès que la charte est signée, si l’instance en demande une."


@ending_action("Appeler la suppléance", "Appeler la suppléance", effects=_called)
def call_substitute(request, member):
    return _seated(request, member, lifecycle.call_substitute(member, by=request.user))


def _seated(request, member, new):
    messages.success(request, f"{new.person.full_name} prend le siège de {member.person.full_name}.")
    return redirect(new.get_desk_url())


@ending_action("Mettre fin au mandat", "Mettre fin", form=member_forms.EndForm, effects=_thanked)
def end(request, member, *, on, reason_code, reason=""):
    lifecycle.end(member, by=request.user, on=on, reason_code=reason_code, reason=reason)
    return "Le mandat est terminé."


@ending_action("Suspendre", "Suspendre", form=member_forms.HearingForm)
def suspend(request, member, *, reason, heard_on):
    lifecycle.suspend(member, by=request.user, reason=reason, heard_on=heard_on)
    return "Le mandat est suspendu ; la personne en est informée."


@ending_action("Lever la suspension", "Lever la suspension")
def resume(request, member):
    lifecycle.resume(member, by=request.user)
    return "Le mandat reprend."


@ending_action("Exclure", "Exclure", form=member_forms.HearingForm, effects=_leaves)
def disqualify(request, member, *, reason, heard_on):
    lifecycle.disqualify(member, by=request.user, reason=reason, heard_on=heard_on)
    return "Le mandat a pris fin ; la personne en est informée."


def _deceased(member):
    yield "Aucune lettre ne part."
    yield from _leaves(member)


@ending_action("Enregistrer un décès", "Enregistrer", form=forms.DayForm, effects=_deceased)
def record_death(request, member, *, on):
    lifecycle.record_death(member, by=request.user, on=on)
    return "Le mandat est clos."


@change_action("Produire la lettre de nomination", "Produire la lettre")
def appointment_letter(request, member):
    document, template = documents.appointment_letter(member, on=clock.today())
    files.produce(document, kind=documents.LETTER.code, about=member, by=request.user, template=template)
    return "La lettre de nomination est prête."


def _given(member):
    if member.body.charter_required:
        yield "La charte du membre, à son nom, avec la place des signatures."
    yield "Le kit d’accueil : mandat, réunions et questions à venir, accès, contacts, composition."
    yield "La personne les retrouve dans son espace, sous « Mes instances » ; aucun autre membre ne les lit."


@change_action("Produire le kit d’accueil et la charte", "Produire", effects=_given)
def welcome_kit(request, member):
    tasks.produce_welcome(member, by=request.user)
    return "Les documents d’accueil sont prêts, en PDF accessible, Word et OpenDocument."


@change_action("Produire l’attestation", "Produire l’attestation")
def certificate(request, member):
    tasks.produce_certificate(member, by=request.user)
    return "L’attestation est prête."
