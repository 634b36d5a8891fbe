"""Renewing a body: legal items, composition voted, recruitment, installation (B.7)."""

from django.db import transaction

from parvis.deliberation.bodies import letters, queries
from parvis.deliberation.bodies.choices import RenewalStatus
from parvis.deliberation.bodies.legal import rule
from parvis.deliberation.bodies.models import MunicipalOpinion, RenewalCampaign, RenewalItem
from parvis.ground.authorities.choices import AuthorityKind
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record

from . import bodies
from .candidates import decline

OPINIONS = "governance_pact.municipal_opinions_within"


@transaction.atomic
def open_renewal(body, *, by, title, election_date=None):
    """Start a campaign from the template: for an EPCI, the items and the deadline of CGCT L5211-11-2."""
    if former := queries.open_renewal(body):
        raise Refused(f"Un renouvellement n’est pas clos : {former}. Terminez-le avant d’en ouvrir un autre.")
    move(body, "open_renewal", by=by)
    campaign = RenewalCampaign.objects.create(
        authority_id=body.authority_id, body_id=body.pk, title=title, opened_on=clock.today(),
        election_date=election_date, term_months=body.term_months,
    )  # fmt: skip
    RenewalItem.objects.bulk_create(
        RenewalItem(campaign=campaign, position=position, **item)
        for position, item in enumerate(template_items(body, election_date))
    )
    record(campaign, "open", by=by, to_state=campaign.status, facts={"body": body.pk})
    return campaign


def template_items(body, election_date):
    """What a renewal brings with it, each with its source and its date, from the election date."""
    if body.authority.kind != AuthorityKind.EPCI:
        yield {
            "code": "composition",
            "label": "Délibération sur la composition, la durée du mandat et le mode de désignation",
            "source": body.legal_basis,
        }
        return
    on = election_date or clock.today()
    yield _item(
        body,
        on,
        "governance_pact.debate",
        "Débat et délibération sur un pacte de gouvernance entre les communes et l’établissement",
    )
    yield _item(
        body, on, "renewal.participation_debate",
        "Débat et délibération sur les conditions de consultation du conseil de développement et d’association de la "
        "population",
    )  # fmt: skip
    yield _pact_deadline(body, election_date, on)


def _item(body, on, code, label, **fields):
    found = rule(body.authority, code, on)
    return {"code": code, "label": label, "rule": found.version, "source": found.source, **fields}


def _pact_deadline(body, election_date, on):
    # The day from which the nine months run (a round, or the first meeting of the council) awaits a lawyer's word.
    due = apply_delay(rule(body.authority, "governance_pact.adopted_within", on), on) if election_date else None
    return _item(
        body, on, "governance_pact.adopted_within", "Adoption du pacte de gouvernance, s’il est décidé", due_on=due,
        note="Neuf mois après le renouvellement général ; point de départ à confirmer par le service juridique.",
    )  # fmt: skip


@transaction.atomic
def complete_item(item, *, by, on, act=None):
    """The item was debated and voted, or the duty done."""
    if on > clock.today():
        raise Refused("Indiquez une date passée ou celle d’aujourd’hui.")
    if not RenewalItem.objects.filter(pk=item.pk, done_on=None).update(done_on=on, act=act):
        raise Refused("Ce point est déjà fait.")
    item.done_on, item.act = on, act
    record(item.campaign, "complete_item", by=by, facts={"item": item.pk, "act": act and act.pk})


@transaction.atomic
def vote_composition(campaign, *, by, act, colleges, term_months=None):
    """The assembly fixes the seats, the colleges and the term. `colleges`: (name, code, seats, mode)…"""
    if act is None:
        raise Refused("Indiquez la délibération qui fixe la composition.")
    months = term_months or campaign.term_months
    bodies.vote_colleges(campaign.body, colleges=colleges, act=act, by=by)
    move(campaign, "vote_composition", by=by, composition_act=act, term_months=months, facts={"act": act.pk})
    RenewalItem.objects.filter(campaign=campaign, code="composition", done_on=None).update(done_on=act.date, act=act)


@transaction.atomic
def start_recruitment(campaign, *, by):
    """The call for members is open: drawing of lots, volunteers, designations."""
    move(campaign, "start_recruitment", by=by)


@transaction.atomic
def ask_municipal_opinions(campaign, *, by, communes, on):
    """Ask the municipal councils for their opinion on the draft pact: two months (CGCT L5211-11-2)."""
    delay = rule(campaign.authority, OPINIONS, on)
    known = set(campaign.opinions.values_list("commune", flat=True))
    new = [c for c in communes if c.pk not in known]
    if not new:
        raise Refused("L’avis de ces communes est déjà demandé.")
    due = apply_delay(delay, on)
    MunicipalOpinion.objects.bulk_create(
        MunicipalOpinion(campaign=campaign, commune=commune, asked_on=on, due_on=due) for commune in new
    )
    record(campaign, "ask_municipal_opinions", by=by, rule=delay.version, facts={"communes": [c.pk for c in new]})
    return due


@transaction.atomic
def record_municipal_opinion(opinion, *, by, on, sense):
    """A commune answered."""
    if on < opinion.asked_on:
        raise Refused(f"L’avis a été demandé le {opinion.asked_on:%d/%m/%Y} : la réponse ne peut pas le précéder.")
    MunicipalOpinion.objects.filter(pk=opinion.pk).update(received_on=on, sense=sense)
    opinion.received_on, opinion.sense = on, sense
    record(opinion.campaign, "record_municipal_opinion", by=by, facts={"commune": opinion.commune_id, "sense": sense})


@transaction.atomic
def install_renewed(campaign, *, by, on, override=""):
    """Set the day of installation: mandates run from it, the former ones end on its eve, the next alert is planned."""
    body = campaign.body
    if not queries.coming_members(body).exists():
        raise Refused("Personne n’est nommé dans la nouvelle composition : nommez les membres avant l’installation.")
    if body.installed_on and on <= body.installed_on:
        raise Refused(
            f"La composition en place siège depuis le {body.installed_on:%d/%m/%Y} : la nouvelle s’installe après."
        )
    cautions = heed(_vacancy_cautions(body), override)
    ends_on = bodies.term_ends(body, on, campaign.term_months)
    move(campaign, "install", by=by, installation_on=on, cautions=cautions, reason=override)
    move(body, "install_renewed", by=by, installed_on=on, term_ends_on=ends_on, term_months=campaign.term_months)
    bodies.start_term(body, on=on, ends_on=ends_on, by=by)


def _vacancy_cautions(body):
    found = queries.report_coming(body).finding("vacancies")
    return () if found is None or found.passed else (Caution(found.code, f"{found.measure} {found.advice}"),)


@transaction.atomic
def close_renewal(campaign, *, by, override=""):
    """The campaign is over: candidates not retained are told so in their record, what is left undone is said."""
    left = campaign.items.filter(done_on=None)
    cautions = heed((Caution(f"item.{i.code}", f"Pas encore fait : {i.label}.") for i in left), override)
    move(campaign, "close", by=by, closed_on=clock.today(), cautions=cautions, reason=override)
    for candidate in queries.candidates(campaign.body):
        decline(candidate, by=by)


def alert_due(body, today):
    """Whether it is time to say that the next renewal must open."""
    alert_on = queries.renewal_alert_on(body)
    opened = body.renewals.exclude(status=RenewalStatus.CLOSED).exists()
    return alert_on is not None and alert_on <= today <= body.term_ends_on and not opened


def alert(body, today):
    """Tell whoever runs the body, once a term."""
    letters.RenewalDue(body, ends_on=body.term_ends_on).send_to(
        letters.officers(body), group=letters.group(body), once=f"{body.pk}:{body.term_ends_on}"
    )
