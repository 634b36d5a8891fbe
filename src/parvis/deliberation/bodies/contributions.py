"""What bodies give to the readers of the product: due list, agenda, pages of schemes and people, figures, search."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.commons.people.queries import person_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import add_months
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.manifest import Block, BoardRow, CalendarEntry, DueItem, Indicator, SearchSource
from parvis.ground.search.audience import public, scheme, staff

from . import composition, obligations, queries, requirements
from .choices import CANDIDATES, BodyStatus, BodyType, MembershipStatus
from .legal import rule
from .models import Body, Membership, MunicipalOpinion, RenewalCampaign, RenewalItem

SHOWN_AT_HOME = 12
MONTHS_AHEAD = 9
RUNNERS = (Persona.OFFICER, Persona.DIRECTOR)


# --- The macro board ------------------------------------------------------------------------------


def board_schemes(authority):
    """Every body in life, sub-bodies left out."""
    return Body.objects.of(authority).alive().filter(parent=None).order_by().values("pk")


def board_rows(authority, today, schemes=None):
    """Where each body stands, and the end of its mandate when it comes; of themselves, sub-bodies are not there."""
    soon = add_months(today, MONTHS_AHEAD)
    rows = Body.objects.filter(pk__in=board_schemes(authority) if schemes is None else schemes)
    for body in rows.alive().only("status", "term_ends_on").order_by("name"):
        ending = body.term_ends_on if body.term_ends_on and body.term_ends_on <= soon else None
        yield BoardRow(
            scheme_id=body.pk, label="", state=body.get_status_display(),
            milestone="Fin du mandat" if ending else "", milestone_on=ending, url=body.get_desk_url(),
        )  # fmt: skip


# --- What is due ----------------------------------------------------------------------------------


def due(user, authority, today):
    """What whoever runs the bodies must do: vacancies, mandates that end, renewals, rules to adopt, legal items."""
    if not (user.grants.has(RUNNERS, authority.pk) or user.grants.schemes(Persona.OFFICER, authority_id=authority.pk)):
        return []
    bodies = _run_by(user, authority)
    return [
        *_missing_bodies(user, authority, today), _to_start(user, authority),
        _rules_to_adopt(bodies, authority), _reports_to_debate(bodies, user, authority, today),
        _renewals_to_open(bodies, authority, today),
        _vacancies(bodies, user, authority, today), _ending(bodies, authority, today),
        _campaign_items(bodies, user, authority), _opinions(bodies),
    ]  # fmt: skip


def _run_by(user, authority):
    return _run_among(Body.objects.of(authority).alive(), user, authority)


def _run_among(rows, user, authority):
    """Of these bodies, those that the person runs."""
    if user.grants.has(RUNNERS, authority.pk):
        return rows
    return rows.filter(pk__in=user.grants.schemes(Persona.OFFICER, authority_id=authority.pk))


def _sharing(authority, bodies):
    """The bodies with this authority in hand: its rules are read once for all."""
    bodies = list(bodies)
    for body in bodies:
        body.authority = authority
    return bodies


def _missing_bodies(user, authority, today):
    """The bodies that the law asks for and that the authority lacks, when the rule was read at its source."""
    if not user.grants.has(RUNNERS, authority.pk):
        return
    here = Authority.objects.filter(pk=authority.pk)
    may_add = user.has_perm("bodies.add_body", authority)
    for asked in obligations.compulsory(authority, today):
        if asked.is_sure:
            rows = obligations.without(here, asked.threshold.type).order_by("pk")
            yield Source(rows, ("pk",), lambda row, asked=asked: _to_create(asked, may_add))


def _to_create(asked, may_add):
    action = f"{reverse('desk:bodies:create')}?type={asked.threshold.type}" if may_add else ""
    return DueItem(
        label=asked.label, what=f"Instance à créer, {asked.why}", who="l’assemblée", when=None,
        url=reverse("desk:bodies:list"), action_url=action, action_label="Ouvrir la fiche" if action else "",
    )  # fmt: skip


TO_START = {
    BodyStatus.PROJECTED: ("Acte de création à enregistrer", "desk:bodies:creation", "Enregistrer l’acte"),
    BodyStatus.CREATED: ("Membres à désigner, puis instance à installer", "desk:bodies:installation", "Installer"),
    BodyStatus.INSTALLED: ("Instance installée, à mettre en exercice", "desk:bodies:activation", "Mettre en exercice"),
}
"""What a body waits for before it works: words, page and label of the step."""


def _to_start(user, authority):
    """The bodies that do not work yet: without a date, they would be forgotten."""

    def read(row):
        body = _light(authority, row.pk, row.name, status=row.status)
        what, page, label = TO_START[row.status]
        may = user.has_perm("bodies.transition_body", body)
        return _item(body, what, None, address(page, body.pk) if may else "", label if may else "")

    rows = _run_among(Body.objects.of(authority), user, authority).filter(status__in=TO_START, parent=None)
    rest = _others("autre instance à mettre en route", "autres instances à mettre en route")
    return Source(rows.order_by("name", "pk"), ("pk", "name", "status"), read, rest=rest)


def _rules_to_adopt(bodies, authority):
    def read(row):
        body = _light(authority, row.pk, row.name, installed_on=row.installed_on, type=row.type)
        return _item(body, "Règlement intérieur à adopter", queries.internal_rules_due_on(body))

    rows = queries.without_internal_rules(bodies).order_by("installed_on", "pk")
    rest = _others("autre règlement intérieur à adopter", "autres règlements intérieurs à adopter")
    return Source(rows, ("pk", "name", "type", "installed_on"), read, rest=rest)


def _reports_to_debate(bodies, user, authority, today):
    limit = add_months(today, 1)

    def read(row):
        known = {name: getattr(row, name) for name in ("type", "installed_on", "activity_report_on")}
        body = _light(authority, row.pk, row.name, **known)
        due_on = queries.activity_report_due_on(body)
        if due_on > limit:
            return None
        may = user.has_perm("bodies.compose_body", body)
        action = address("desk:bodies:activity_report", body.pk) if may else ""
        return _item(body, "Rapport d’activité à débattre", due_on, action, "Enregistrer le débat" if may else "")

    rows = bodies.filter(type=BodyType.DEVELOPMENT_COUNCIL).exclude(installed_on=None).order_by("installed_on", "pk")
    return Source(rows, ("pk", "name", "type", "installed_on", "activity_report_on"), read)


def _renewals_to_open(bodies, authority, today):
    limit = add_months(today, 1)

    def read(row):
        body = _light(authority, row.pk, row.name, term_ends_on=row.term_ends_on, type=row.type)
        alert_on = queries.renewal_alert_on(body)
        if alert_on > limit:
            return None
        action = address("desk:bodies:open_renewal", body.pk)
        return _item(body, "Renouvellement à ouvrir", alert_on, action, "Ouvrir le renouvellement")

    rows = queries.near_renewal(bodies, authority, today, limit).order_by("term_ends_on", "pk")
    rest = _others("autre renouvellement à ouvrir", "autres renouvellements à ouvrir")
    return Source(rows, ("pk", "name", "type", "term_ends_on"), read, rest=rest)


def _light(authority, pk, name, **values):
    """A body with no more than what a line of the list asks of it; its authority's rules are read once for all."""
    return light(Body, pk=pk, name=name, authority=authority, **values)


def _item(body, what, when, action_url="", action_label=""):
    return DueItem(
        label=body.name, what=what, who="la mission participation", when=when, url=body.get_desk_url(),
        action_url=action_url, action_label=action_label,
    )  # fmt: skip


def _others(one, many, waiting=False):
    return others(one, many, reverse("desk:bodies:list"), "Voir les instances", waiting)


def _vacancies(bodies, user, authority, today):
    def read(row):
        body = _light(authority, row.body, row.body__name)
        what = f"{row.free} {'siège vacant' if row.free == 1 else 'sièges vacants'}"
        if not user.has_perm("bodies.propose_body", body):
            return _item(body, what, None)
        return _item(body, what, None, address("desk:bodies:proposal", body.pk), "Proposer une personne")

    rows = queries.free_seats(bodies, today).order_by("body__name", "body")
    rest = _others("autre instance a des sièges vacants", "autres instances ont des sièges vacants")
    return Source(rows, ("body", "body__name", "free"), read, rest=rest)


def _ending(bodies, authority, today):
    def read(row):
        words = "mandat prend fin" if row.count == 1 else "mandats prennent fin"
        return _item(_light(authority, row.body, row.body__name), f"{row.count} {words}", row.ends_on)

    limit = add_months(today, rule(authority, "membership.ending_soon", today).number)
    rows = Membership.objects.filter(body__in=bodies, status__in=(MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED))
    rows = rows.filter(ends_on__gte=today, ends_on__lte=limit).values("body", "body__name", "ends_on")
    rows = rows.annotate(count=Count("pk")).order_by("ends_on", "body__name", "body")
    rest = _others("autre fin de mandats", "autres fins de mandats")
    return Source(rows, ("body", "body__name", "ends_on", "count"), read, rest=rest)


def _campaign_items(bodies, user, authority):
    def read(row):
        campaign = RenewalCampaign(pk=row.campaign, authority_id=authority.pk, body_id=row.campaign__body)
        may_complete = user.has_perm("bodies.change_renewalcampaign", campaign)
        action = reverse("desk:bodies:complete_item", args=[campaign.pk, row.pk]) if may_complete else ""
        return DueItem(
            label=row.campaign__title, what=row.label, who="l’assemblée", when=row.due_on, url=campaign.get_desk_url(),
            waiting=True, action_url=action, action_label="Enregistrer comme fait" if action else "",
        )  # fmt: skip

    rows = RenewalItem.objects.filter(campaign__body__in=bodies, campaign__closed_on=None, done_on=None)
    columns = ("pk", "label", "due_on", "campaign", "campaign__title", "campaign__body")
    rest = _others("autre point de renouvellement", "autres points de renouvellement", waiting=True)
    return Source(rows.exclude(due_on=None).order_by("due_on", "pk"), columns, read, rest=rest)


def _opinions(bodies):
    def read(row):
        what = french.plural(row.count, "avis de conseil municipal attendu", "avis de conseils municipaux attendus")
        return DueItem(
            label=row.campaign__title, what=what, who="les communes", when=row.due_on,
            url=RenewalCampaign(pk=row.campaign).get_desk_url(), waiting=True,
        )  # fmt: skip

    rows = MunicipalOpinion.objects.filter(campaign__body__in=bodies, campaign__closed_on=None, received_on=None)
    rows = rows.values("campaign", "campaign__title", "due_on").annotate(count=Count("pk"))
    rest = _others("autre demande d’avis aux communes", "autres demandes d’avis aux communes", waiting=True)
    columns = ("campaign", "campaign__title", "due_on", "count")
    return Source(rows.order_by("due_on", "campaign"), columns, read, rest=rest)


# --- Agenda ---------------------------------------------------------------------------------------


def calendar(authority, user, start, end, *, scheme_id=None, most=None):
    """Installations are public; ends of mandates and renewal alerts are for those who run the bodies."""
    rows = Body.objects.of(authority) if scheme_id is None else Body.objects.of(authority).filter(pk=scheme_id)
    installed = rows.published().filter(installed_on__gte=start, installed_on__lte=end)
    for body in installed.order_by("installed_on", "pk")[:most]:
        yield _entry(body, "installation", _("Installation : {body}").format(body=body.said), body.installed_on)
    if user is None or not user.grants.has(RUNNERS, authority.pk):
        return
    settled = rows.alive().exclude(term_ends_on=None).exclude(status=BodyStatus.RENEWING)
    for body in _sharing(authority, settled):
        for kind, words, day in (
            ("term", "Fin des mandats", body.term_ends_on),
            ("renewal", "Renouvellement à ouvrir", queries.renewal_alert_on(body)),
        ):
            if day and start <= day <= end:
                yield _entry(body, kind, f"{words} : {body.said}", day, is_public=False)


def _entry(body, kind, title, day, *, is_public=True):
    return CalendarEntry(
        uid=f"body-{body.pk}-{kind}-{day:%Y%m%d}@parvis", title=title, start=day, kind="Instance", public=is_public,
        scheme_id=body.pk, url=body.get_absolute_url() if is_public else body.get_desk_url(),
    )  # fmt: skip


# --- Pages of other records -----------------------------------------------------------------------


def scheme_panels(subject, user):
    """The parts of a body, on its own pages."""
    if subject.kind != "body":
        return
    parts = Body.objects.filter(parent=subject.pk).exclude(status=BodyStatus.PROJECTED)
    if user is None:
        parts = parts.filter(is_public=True)
        if parts.exists():
            yield Block(_("Bureau, commissions et groupes"), "bodies/public/parts.html", {"parts": parts}, order=20)


def person_panels(person, user):
    """The mandates of a person, on their record."""
    rows = Membership.objects.filter(person=person).visible_to(user).select_related("body", "act", "college")
    if mandates := list(rows.order_by("-starts_on", "-pk")):
        yield Block("Mandats", "bodies/desk/person_mandates.html", {"mandates": mandates}, order=20)


def member_blocks(user, authority):
    """The bodies where one sits, and the charter to sign, on the member's home page."""
    person = person_of(user, authority)
    if person is None:
        return
    rows = person.memberships.filter(status__in=(MembershipStatus.APPOINTED, MembershipStatus.ACTIVE))
    if mandates := list(rows.select_related("body", "college")):
        yield Block("Mes instances", "bodies/member/mandates.html", {"mandates": mandates}, order=30)


def home_blocks(authority):
    """The bodies, on the public home page."""
    rows = Body.objects.of(authority).published().filter(parent=None).exclude(status=BodyStatus.DISSOLVED)
    if bodies := list(rows[: SHOWN_AT_HOME + 1]):
        context = {"bodies": bodies[:SHOWN_AT_HOME], "others": len(bodies) > SHOWN_AT_HOME}
        yield Block(_("Les instances"), "bodies/public/home.html", context, order=60)


def site_map(authority):
    """The public pages of bodies."""
    for body in Body.objects.of(authority).published().order_by("name"):
        yield body.name, body.get_absolute_url()


# --- Search ---------------------------------------------------------------------------------------


def body_audience(body):
    """Everybody when the body is public, else the desk and its members."""
    codes = [staff(body.authority_id), scheme(body.pk)]
    shown = body.is_public and body.status != BodyStatus.PROJECTED
    return [public(), *codes] if shown else codes


def membership_audience(member):
    """The desk; candidates are found by nobody through search."""
    return [] if member.status in CANDIDATES else [staff(member.authority_id)]


SEARCH = (
    SearchSource(
        model="bodies.Body",
        label=gettext_noop("Instance"),
        title=lambda body: body.name,
        text=lambda body: f"{body.short_name} {body.get_type_display()} {body.summary} {body.how_chosen}",
        audience=body_audience,
        url=lambda body: body.get_desk_url(),
        public_url=lambda body: body.get_absolute_url() if body.is_public else "",
    ),
    SearchSource(
        model="bodies.Membership",
        label="Mandat",
        title=lambda member: f"{member.person.full_name}, {member.capacity}, {member.body.name}",
        text=lambda member: f"{member.college or ''} {member.organisation or ''}",
        audience=membership_audience,
        url=lambda member: member.get_desk_url(),
        rows=lambda: Membership.objects.for_list().select_related("authority"),
    ),
)


# --- Figures --------------------------------------------------------------------------------------


def members_count(authority, on):
    """People who sit that day in a body that is not part of another."""
    return len(set(_sitting(authority, on).values_list("person", flat=True)))


def women_share(authority, on):
    """Share of women among those whose gender is recorded, in percent."""
    people = requirements.sitters(_sitting(authority, on), on, bars_elected=False)
    women, men, _ = composition.gender_counts(people)
    return round(100 * women / (women + men), 1) if women + men else None


def under_thirty_share(authority, on):
    """Share of members under 30 among those whose birth date is recorded, in percent."""
    ages = [m.person.age_on(on) for m in _sitting(authority, on)]
    known = [age for age in ages if age is not None]
    return round(100 * sum(age < 30 for age in known) / len(known), 1) if known else None


def vacancies_count(authority, on):
    """Seats without a holder that day."""
    rows = queries.free_seats(Body.objects.of(authority).alive(), on)
    return sum(rows.values_list("free", flat=True))


def _sitting(authority, on):
    rows = Membership.objects.filter(authority=authority, body__parent=None).sitting_on(on).holders()
    return rows.select_related("person", "college")


INDICATORS = (
    Indicator(
        "bodies.members", "Membres des instances",
        "Personnes qui siègent ce jour-là dans une instance, hors bureaux, commissions et suppléances ; chacune compte "
        "une fois.", "personnes", members_count,
    ),
    Indicator(
        "bodies.women_share", "Part des femmes",
        "Femmes parmi les membres dont le genre est renseigné, hors suppléances.", "%", women_share,
    ),
    Indicator(
        "bodies.under_thirty_share", "Part des moins de 30 ans",
        "Membres de moins de 30 ans parmi ceux dont la date de naissance est connue.", "%", under_thirty_share,
    ),
    Indicator(
        "bodies.vacancies", "Sièges vacants", "Sièges des collèges en vigueur sans titulaire ce jour-là.", "sièges",
        vacancies_count,
    ),
)  # fmt: skip
