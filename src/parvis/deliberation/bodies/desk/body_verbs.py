"""The verbs of a body as pages of the desk."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from parvis.deliberation.bodies import documents, lifecycle, queries, welcome_documents
from parvis.deliberation.bodies.models import Body
from parvis.ground.core import clock, french
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action

from . import forms, member_forms, renewal_forms
from .forms import settled


@desk_action(
    None, "bodies.add_body", form=forms.BodyForm, title="Nouvelle instance", button="Créer la fiche",
    initial=forms.body_initial,
)  # fmt: skip
def create(request, **data):
    body = lifecycle.project(request.authority, by=request.user, **data)
    messages.success(request, "La fiche est ouverte. Enregistrez maintenant l’acte de création.")
    return redirect(body.get_desk_url())


@desk_action(
    Body, "bodies.compose_body", form=forms.BodyForm, title="Modifier la fiche", button="Enregistrer",
    initial=forms.body_initial,
)  # fmt: skip
def change(request, body, **data):
    lifecycle.describe(body, by=request.user, **data)
    return "La fiche est à jour."


@desk_action(
    Body,
    "bodies.transition_body",
    form=forms.CreateForm,
    title="Enregistrer l’acte de création",
    button="Créer l’instance",
)
@transaction.atomic
def creation(request, body, *, act=None, override=""):
    lifecycle.create(body, by=request.user, act=settled(act, request.user), override=override)
    return "L’instance est créée."


def _installed(body):
    count = body.memberships.filter(status="appointed").count()
    if count:
        begin = "commence" if count == 1 else "commencent"
        yield f"{french.plural(count, 'mandat')} {begin} à la date choisie."
    if count and body.term_months:
        yield f"Un mandat prend fin au bout de {body.term_months} mois, à la veille du jour anniversaire."


@desk_action(
    Body, "bodies.transition_body", form=forms.InstallForm, title="Installer l’instance", button="Fixer l’installation",
    effects=_installed,
)  # fmt: skip
def installation(request, body, *, on):
    lifecycle.install(body, by=request.user, on=on)
    if body.term_ends_on is None:
        return f"L’instance est installée au {french.plain_date(on)}."
    return (
        f"L’instance est installée au {french.plain_date(on)} : les mandats prennent fin le "
        f"{french.plain_date(body.term_ends_on)}, l’alerte de renouvellement est prévue le "
        f"{french.plain_date(queries.renewal_alert_on(body))}."
    )


@desk_action(Body, "bodies.transition_body", title="Mettre en exercice", button="Mettre en exercice")
def activation(request, body):
    lifecycle.activate_body(body, by=request.user)
    return "L’instance est en exercice."


def _shown(body):
    yield "La page de l’instance, sa composition et ses travaux publics deviennent visibles de tout le monde."
    if body.names_by_consent:
        yield "Seuls les noms des membres qui l’acceptent y figurent."


@desk_action(Body, "bodies.transition_body", title="Publier l’instance", button="Publier", effects=_shown)
def publication(request, body):
    lifecycle.publish(body, by=request.user)
    return "L’instance est publiée."


@desk_action(Body, "bodies.transition_body", form=forms.ReasonedForm, title="Retirer du site public", button="Retirer")
def unpublication(request, body, *, reason):
    lifecycle.unpublish(body, by=request.user, reason=reason)
    return "L’instance n’est plus visible du public."


@desk_action(
    Body, "bodies.compose_body", form=forms.DayForm, title="Enregistrer l’adoption du règlement intérieur",
    button="Enregistrer",
)  # fmt: skip
def internal_rules(request, body, *, on):
    lifecycle.adopt_internal_rules(body, by=request.user, on=on)
    return "L’adoption du règlement intérieur est enregistrée."


@desk_action(
    Body, "bodies.compose_body", form=forms.DayForm, title="Enregistrer le débat du rapport d’activité",
    button="Enregistrer",
)  # fmt: skip
def activity_report(request, body, *, on):
    lifecycle.record_activity_report(body, by=request.user, on=on)
    return "Le débat du rapport d’activité est enregistré."


def _dissolved(body):
    count = body.memberships.in_office().count()
    yield f"{french.plural(count, 'mandat prend', 'mandats prennent')} fin ce jour-là."
    yield "Ses avis et ses travaux restent lisibles."


@desk_action(
    Body, "bodies.transition_body", form=forms.DissolveForm, title="Dissoudre l’instance", button="Dissoudre",
    effects=_dissolved,
)  # fmt: skip
@transaction.atomic
def dissolution(request, body, *, on, act=None, reason=""):
    lifecycle.dissolve(body, by=request.user, on=on, act=settled(act, request.user), reason=reason)
    return "L’instance est dissoute."


@desk_action(
    Body, "bodies.compose_body", form=forms.CollegesForm, title="Fixer les collèges et les sièges",
    button="Enregistrer la composition", initial=lambda request, body: {"term_months": body.term_months},
)  # fmt: skip
@transaction.atomic
def vote_colleges(request, body, *, colleges, act, term_months=None):
    lifecycle.vote_colleges(body, colleges=colleges, act=settled(act, request.user), by=request.user)
    if term_months and term_months != body.term_months:
        lifecycle.describe(body, by=request.user, term_months=term_months)
    messages.success(request, f"La composition compte {french.plural(sum(row[2] for row in colleges), 'siège')}.")
    return redirect("desk:bodies:colleges", pk=body.pk)


@desk_action(
    Body, "bodies.propose_body", form=member_forms.ProposeForm, title="Proposer une personne", button="Proposer"
)
def proposal(request, body, **data):
    member = lifecycle.propose(body, by=request.user, **data)
    messages.success(request, f"{member.person.full_name} figure parmi les personnes proposées.")
    return redirect(member.get_desk_url())


def _appointed(body):
    count = queries.body_rows(body).retained().count()
    yield f"{french.plural(count, 'personne retenue est nommée', 'personnes retenues sont nommées')} par cet acte."
    yield "Chacune reçoit un siège de son collège."


@desk_action(
    Body, "bodies.transition_body", form=forms.CreateForm, title="Nommer les personnes retenues", button="Nommer",
    effects=_appointed,
)  # fmt: skip
@transaction.atomic
def appointment(request, body, *, act=None, override=""):
    members = lifecycle.appoint_retained(body, by=request.user, act=settled(act, request.user), override=override)
    return f"{french.plural(len(members), 'personne est nommée', 'personnes sont nommées')}."


def _invited(body):
    count = body.memberships.to_welcome().count()
    yield f"{french.plural(count, 'personne reçoit', 'personnes reçoivent')} une lettre de bienvenue."
    yield "Par courriel avec un accès à l’espace des membres ; par courrier pour qui n’a pas d’adresse électronique."


@desk_action(
    Body, "bodies.compose_body", title="Inviter les membres nommés", button="Envoyer les lettres", effects=_invited
)
def invitations(request, body):
    sent, problems = lifecycle.invite_all(body, by=request.user)
    for problem in problems:
        messages.warning(request, problem)
    return (
        f"{french.plural(sum(sent.values()), 'membre invité', 'membres invités')} : {sent['email']} par courriel, "
        f"{sent['post']} par courrier."
    )


@desk_action(
    Body, "bodies.compose_body", form=forms.AnnexForm, title="Produire l’annexe de la délibération",
    button="Produire l’annexe",
)  # fmt: skip
def annex(request, body, *, on, coming=False):
    document, template = documents.annex(body, on=on, coming=coming)
    kind = documents.COMING_ANNEX if coming else documents.ANNEX
    files.produce(document, kind=kind.code, about=body, by=request.user, template=template)
    messages.success(request, "L’annexe est prête, en PDF accessible, Word et OpenDocument.")
    return redirect("desk:bodies:documents", pk=body.pk)


def _faces(body):
    yield "Les photographies des membres qui l’acceptent y figurent ; les initiales des autres les remplacent."


@desk_action(
    Body, "bodies.compose_body", form=forms.DayForm, title="Produire le trombinoscope",
    button="Produire le trombinoscope", effects=_faces,
)  # fmt: skip
def directory(request, body, *, on):
    document, template = documents.photo_directory(body, on=on)
    files.produce(document, kind=documents.DIRECTORY.code, about=body, by=request.user, template=template)
    messages.success(request, "Le trombinoscope est prêt.")
    return redirect("desk:bodies:documents", pk=body.pk)


def _blank(body):
    yield "La charte de l’instance, avec ses règles, sans nom ni signature : pour la débattre ou la distribuer."
    yield "Celle de chaque membre se produit depuis son mandat, ou avec la lettre de bienvenue."


@desk_action(
    Body, "bodies.compose_body", title="Produire la charte du membre", button="Produire la charte", effects=_blank
)
def charter(request, body):
    document, template = welcome_documents.charter(body, on=clock.today())
    files.produce(document, kind=welcome_documents.CHARTER.code, about=body, by=request.user, template=template)
    messages.success(request, "La charte est prête, en PDF accessible, Word et OpenDocument.")
    return redirect("desk:bodies:documents", pk=body.pk)


@desk_action(
    Body, "bodies.transition_body", form=renewal_forms.OpenRenewalForm, title="Ouvrir le renouvellement",
    button="Ouvrir le renouvellement", initial=renewal_forms.renewal_initial,
)  # fmt: skip
def open_renewal(request, body, *, title, election_date=None):
    campaign = lifecycle.open_renewal(body, by=request.user, title=title, election_date=election_date)
    messages.success(request, "Le renouvellement est ouvert : voici les points et les dates que la loi prévoit.")
    return redirect(campaign.get_desk_url())


@desk_action(
    None, "bodies.add_ageclass", form=forms.CensusForm, title="Recensement par classes d’âge", button="Enregistrer",
    initial=forms.census_initial,
)  # fmt: skip
def set_census(request, *, year, source, rows):
    lifecycle.set_census(request.authority, year=year, source=source, rows=rows, by=request.user)
    messages.success(request, "Le tableau du recensement est enregistré.")
    return redirect(reverse("desk:bodies:census"))
