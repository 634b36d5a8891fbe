"""What the pages of one body share: its head, its tabs, its verbs, its margin."""

from django.urls import reverse

from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.choices import BodyStatus
from parvis.deliberation.bodies.obligations import obligation_of
from parvis.ground.authorities.legal import reserves_between
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.documents.queries import documents_of
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.verbs import Verb, offers

TABS = (
    ("detail", "Fiche"),
    ("works", "Travaux"),
    ("composition", "Composition"),
    ("selection", "Sélection"),
    ("colleges", "Collèges et sièges"),
    ("mandates", "Mandats"),
    ("renewals", "Renouvellement"),
    ("documents", "Documents"),
    ("history", "Historique"),
)

WITH_RAIL = ("detail", "works", "renewals")
"""The other tabs hold wide tables: they take the whole width."""


def _published(body):
    return "L’instance est déjà publiée." if body.is_public else ""


def _not_published(body):
    return "" if body.is_public else "L’instance n’est pas publiée."


def _rules_known(body):
    return "Le règlement intérieur est déjà adopté." if body.internal_rules_adopted_on else ""


def _none_retained(body):
    return "" if body.has_retained else "Aucune candidature n’est retenue."


def _none_to_invite(body):
    if not body.has_appointed:
        return "Personne n’est encore nommé."
    return "" if body.has_uninvited else "Tous les membres nommés sont invités."


def _no_charter(body):
    return "" if body.charter_required else "Cette instance ne fait pas signer de charte."


BODY_VERBS = (
    Verb("Enregistrer l’acte de création", "desk:bodies:creation", "bodies.transition_body", step="create"),
    Verb("Installer l’instance", "desk:bodies:installation", "bodies.transition_body", step="install"),
    Verb("Mettre en exercice", "desk:bodies:activation", "bodies.transition_body", step="activate"),
    Verb("Nommer les personnes retenues", "desk:bodies:appointment", "bodies.transition_body", why_not=_none_retained),
    Verb("Inviter les membres nommés", "desk:bodies:invitations", "bodies.compose_body", why_not=_none_to_invite),
    Verb("Proposer une personne", "desk:bodies:proposal", "bodies.propose_body"),
    Verb("Ouvrir le renouvellement", "desk:bodies:open_renewal", "bodies.transition_body", step="open_renewal"),
    Verb("Publier l’instance", "desk:bodies:publication", "bodies.transition_body", why_not=_published),
    Verb(
        "Enregistrer l’adoption du règlement intérieur", "desk:bodies:internal_rules", "bodies.compose_body",
        why_not=_rules_known,
    ),
    Verb("Enregistrer le débat du rapport d’activité", "desk:bodies:activity_report", "bodies.compose_body"),
    Verb("Produire l’annexe de la délibération", "desk:bodies:annex", "bodies.compose_body"),
    Verb("Produire le trombinoscope", "desk:bodies:directory", "bodies.compose_body"),
    Verb("Produire la charte du membre", "desk:bodies:charter", "bodies.compose_body", why_not=_no_charter),
    Verb("Modifier la fiche", "desk:bodies:change", "bodies.compose_body"),
    Verb(
        "Retirer du site public", "desk:bodies:unpublication", "bodies.transition_body", why_not=_not_published,
        back=True,
    ),
    Verb("Dissoudre l’instance", "desk:bodies:dissolution", "bodies.transition_body", step="dissolve", danger=True),
)  # fmt: skip


def body_page(request, body, current, **context):
    """The context of one tab of a body's record."""
    return {
        "title": body.name, "kicker": "Instances", "kicker_url": reverse("desk:bodies:list"), "state": body,
        "number": body.get_type_display(), "next_step": next_step(body), "facts": facts(body), "body": body,
        "verbs": offers(request.user, body, BODY_VERBS), "tabs": tabs(request.user, body, current),
        "tab_label": dict(TABS)[current], "tab_template": f"bodies/desk/{current}.html",
        "rail": rail(request, body) if current in WITH_RAIL else None,
    } | context  # fmt: skip


def tabs(user, body, current):
    """The tabs that the person may open."""
    hidden = set()
    if not user.has_perm("bodies.view_candidates_body", body):
        hidden.add("selection")
    return [
        {"label": label, "url": address(f"desk:bodies:{name}", body.pk), "current": name == current}
        for name, label in TABS
        if name not in hidden
    ]


def facts(body):
    """What the head of the record says at a glance."""
    asked = obligation_of(body)
    return [
        *([("Instance obligatoire", asked.why.removeprefix("obligatoire "))] if asked else []),
        ("Acte de création", body.creation_act or ("sans objet" if body.is_inner else "")),
        ("Mandat", f"{body.term_months} mois" if body.term_months else "sans durée fixée"),
        ("Installée le", french.plain_date(body.installed_on) if body.installed_on else ""),
        ("Quorum", body.quorum_words or "aucun"),
        ("Service pilote", body.lead_department),
    ]


def next_step(body):
    """What the body waits for, from whom, by when."""
    team = "la mission participation"
    if body.status == BodyStatus.PROJECTED:
        return {"what": "enregistrer l’acte de création", "who": team}
    if body.status == BodyStatus.CREATED:
        return {"what": "nommer les membres et fixer la date d’installation", "who": team}
    if body.status == BodyStatus.INSTALLED:
        return {"what": "mettre l’instance en exercice", "who": team}
    if body.status == BodyStatus.RENEWING:
        return {"what": "conduire le renouvellement", "who": team, "when": body.term_ends_on}
    if body.status == BodyStatus.ACTIVE and (alert := queries.renewal_alert_on(body)):
        return {"what": "ouvrir le renouvellement", "who": team, "when": alert}
    return None


def rail(request, body):
    """The margin: deadlines, people who lead, documents, latest acts."""
    leaders = queries.members_on(body, clock.today()).exclude(role="member")[:6]
    return {
        "deadlines": deadlines(body),
        "people": [{"name": m.person.full_name, "role": m.capacity, "url": m.get_desk_url()} for m in leaders],
        "history": history_of(body, request.user, limit=RECENT),
        "history_url": address("desk:bodies:history", body.pk),
    }


def deadlines(body):
    """The dates that the body must keep."""
    if body.status == BodyStatus.DISSOLVED:
        return []
    found = []
    if due := queries.internal_rules_due_on(body):
        found.append({"label": "Règlement intérieur", "when": due})
    if due := queries.activity_report_due_on(body):
        found.append({"label": "Rapport d’activité à débattre", "when": due})
    if alert_on := renewal_to_open(body):
        found.append({"label": "Renouvellement à ouvrir", "when": alert_on})
    if body.term_ends_on:
        found.append({"label": "Fin des mandats", "when": body.term_ends_on})
    return [*found, *_reserves(body)]


def _reserves(body):
    """The electoral reserves that the mandates cross: what is said in public is weighed then."""
    today = clock.today()
    for _, first, last in reserves_between(body.authority, today, body.term_ends_on or today):
        word, day = ("commence", first) if first > today else ("jusqu’au dernier tour", last)
        yield {"label": f"Réserve électorale, {word}", "when": day}


def renewal_to_open(body):
    """The day by which the next renewal should open; None for a body that renews already or that is no more."""
    if body.status in (BodyStatus.RENEWING, BodyStatus.DISSOLVED):
        return None
    return queries.renewal_alert_on(body)


def documents(request, obj):
    """The files of a record that the person may read."""
    return documents_of(obj, request.user)
