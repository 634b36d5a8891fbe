"""What bodies give to the readers of the product: due list, agenda, pages of schemes and people, figures, search."""

from django.urls import reverse

from parvis.commons.people.queries import person_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.dates import add_months
from parvis.ground.core.manifest import Block, CalendarEntry, DueItem, Indicator, SearchSource
from parvis.ground.search.audience import public, scheme, staff

from . import composition, queries, requirements
from .choices import CANDIDATES, BodyStatus, MembershipStatus
from .legal import rule
from .models import Body, College, Membership, MunicipalOpinion, RenewalCampaign, RenewalItem

RUNNERS = (Persona.OFFICER, Persona.DIRECTOR)


# --- What is due ----------------------------------------------------------------------------------


def due(user, authority, today):
    """What whoever runs the bodies must do: vacancies, mandates that end, renewals, rules to adopt, legal items."""
    if not (user.grants.has(RUNNERS, authority.pk) or user.grants.schemes(Persona.OFFICER, authority_id=authority.pk)):
        return
    bodies = _sharing(authority, _run_by(user, authority))
    yield from _body_items(bodies, today)
    yield from _vacancies(bodies, today)
    yield from _ending(bodies, authority, today)
    yield from _campaign_items(bodies)


def _run_by(user, authority):
    rows = Body.objects.of(authority).alive()
    if user.grants.has(RUNNERS, authority.pk):
        return rows
    return rows.filter(pk__in=user.grants.schemes(Persona.OFFICER, authority_id=authority.pk))


def _sharing(authority, bodies):
    """The bodies with this authority in hand: its rules are read once for all."""
    bodies = list(bodies)
    for body in bodies:
        body.authority = authority
    return bodies


def _body_items(bodies, today):
    open_campaigns = RenewalCampaign.objects.open().filter(body__in=bodies)
    renewing = set(open_campaigns.values_list("body", flat=True))
    for body in bodies:
        yield from _dated(body, today, body.pk in renewing)


def _dated(body, today, renewing):
    if due_on := queries.internal_rules_due_on(body):
        yield _item(body, "Règlement intérieur à adopter", due_on)
    alert_on = queries.renewal_alert_on(body)
    if alert_on and not renewing and body.term_ends_on >= today and alert_on <= add_months(today, 1):
        action = reverse("desk:bodies:open_renewal", args=[body.pk])
        yield _item(body, "Renouvellement à ouvrir", alert_on, action, "Ouvrir le renouvellement")


def _item(body, what, when, action_url="", action_label=""):
    return DueItem(
        label=body.name, what=what, who="la mission participation", when=when, url=body.get_desk_url(),
        action_url=action_url, action_label=action_label,
    )  # fmt: skip


def _vacancies(bodies, today):
    for body, free in vacant_seats(bodies, today).items():
        word = "siège vacant" if free == 1 else "sièges vacants"
        action = reverse("desk:bodies:proposal", args=[body.pk])
        yield _item(body, f"{free} {word}", None, action, "Proposer une personne")


def vacant_seats(bodies, day):
    """{body: seats without a holder that day}, for those that have some; two queries whatever their number."""
    by_pk = {body.pk: body for body in bodies}
    seats, held = {}, {}
    colleges = {c.pk: c for c in College.objects.filter(body__in=by_pk).in_force(day)}
    for member in Membership.objects.filter(college__in=colleges).sitting_on(day).holders().only("college_id"):
        held[member.college_id] = held.get(member.college_id, 0) + 1
    for college in colleges.values():
        free = max(college.seats - held.get(college.pk, 0), 0)
        seats[college.body_id] = seats.get(college.body_id, 0) + free
    return {by_pk[pk]: free for pk, free in seats.items() if free}


def _ending(bodies, authority, today):
    by_pk = {body.pk: body for body in bodies}
    limit = add_months(today, rule(authority, "membership.ending_soon", today).number)
    rows = Membership.objects.filter(body__in=by_pk, status__in=(MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED))
    ending = {}
    for body_id, ends_on in rows.filter(ends_on__gte=today, ends_on__lte=limit).values_list("body", "ends_on"):
        ending.setdefault((body_id, ends_on), []).append(ends_on)
    for (body_id, ends_on), found in ending.items():
        words = "mandat prend fin" if len(found) == 1 else "mandats prennent fin"
        yield _item(by_pk[body_id], f"{len(found)} {words}", ends_on)


def _campaign_items(bodies):
    open_items = RenewalItem.objects.filter(campaign__body__in=bodies, campaign__closed_on=None, done_on=None)
    for item in open_items.exclude(due_on=None).select_related("campaign__body"):
        yield DueItem(
            label=item.campaign.title, what=item.label, who="l’assemblée", when=item.due_on,
            url=item.get_desk_url(), waiting=True,
            action_url=reverse("desk:bodies:complete_item", args=[item.campaign_id, item.pk]),
            action_label="Enregistrer comme fait",
        )  # fmt: skip
    waiting = MunicipalOpinion.objects.filter(campaign__body__in=bodies, campaign__closed_on=None, received_on=None)
    counts = {}
    for opinion in waiting.select_related("campaign"):
        counts.setdefault((opinion.campaign, opinion.due_on), []).append(opinion)
    for (campaign, due_on), found in counts.items():
        yield DueItem(
            label=campaign.title, what=f"{len(found)} avis de conseils municipaux attendus", who="les communes",
            when=due_on, url=campaign.get_desk_url(), waiting=True,
        )  # fmt: skip


# --- Agenda ---------------------------------------------------------------------------------------


def calendar(authority, user, start, end):
    """Installations are public; ends of mandates and renewal alerts are for those who run the bodies."""
    rows = Body.objects.of(authority)
    for body in rows.published().filter(installed_on__gte=start, installed_on__lte=end):
        yield _entry(body, "installation", f"Installation : {body.said}", body.installed_on)
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
            yield Block("Bureau, commissions et groupes", "bodies/public/parts.html", {"parts": parts}, order=20)


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
    bodies = list(Body.objects.of(authority).published().filter(parent=None).exclude(status=BodyStatus.DISSOLVED))
    if bodies:
        yield Block("Les instances", "bodies/public/home.html", {"bodies": bodies}, order=60)


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
        label="Instance",
        title=lambda body: body.name,
        text=lambda body: f"{body.short_name} {body.get_type_display()} {body.summary} {body.how_chosen}",
        audience=body_audience,
        url=lambda body: body.get_desk_url(),
        public_url=lambda body: body.get_absolute_url() if body.is_public else "",
    ),
    SearchSource(
        model="bodies.Membership",
        label="Mandat",
        title=lambda member: f"{member.person.full_name}, {member.capacity}",
        text=lambda member: f"{member.body.name} {member.college or ''} {member.organisation or ''}",
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
    return sum(vacant_seats(list(Body.objects.of(authority).alive()), on).values())


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
