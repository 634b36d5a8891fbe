"""The pages of a body on the desk."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.commons.people.choices import Purpose
from parvis.commons.schemes.queries import panels
from parvis.deliberation.bodies import lifecycle, popolo, queries
from parvis.deliberation.bodies.choices import IN_OFFICE, LEFT
from parvis.deliberation.bodies.models import AgeClass, Body, Membership, RenewalCampaign
from parvis.ground.core import clock, french, sheets
from parvis.ground.core.addresses import address
from parvis.ground.core.errors import Refused
from parvis.shells.desk import exports
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import offers

from .forms import CompositionDayForm
from .member_verbs import MEMBER_VERBS
from .pages import body_page, documents, renewal_to_open
from .renewal_verbs import RENEWAL_VERBS


@desk_view("bodies.view_body", Body)
def detail(request, body):
    """What the body is, its rules, its parts."""
    parts = body.children.visible_to(request.user).for_list()
    return render(request, "desk/record.html", body_page(request, body, "detail", parts=parts))


@desk_view("bodies.view_body", Body)
def works(request, body):
    """What the other features hang on the body: its meetings, its referrals, its promises, its team."""
    blocks = panels(body, request.user)
    return render(request, "desk/record.html", body_page(request, body, "works", blocks=blocks))


@desk_view("bodies.view_body", Body)
def composition_page(request, body):
    """Who sits on a day, and whether the composition meets its rules."""
    form = CompositionDayForm(request.GET or None)
    on = form.chosen()
    members = list(queries.members_on(body, on))
    colleges = list(queries.colleges_on(body, on))
    context = body_page(
        request, body, "composition", form=form, on=on, members=members, colleges=_by_college(members, colleges),
        substitutes=queries.substitutes_on(body, on), report=queries.report(body, members, on, colleges),
        may_export=request.user.has_perm("bodies.export_body", body),
    )  # fmt: skip
    return render(request, "desk/record.html", context)


def _by_college(members, colleges):
    """[(college or None, its members, seats free)] in the order of the act."""
    groups = [(c, [m for m in members if m.college_id == c.pk]) for c in colleges]
    known = {c.pk for c in colleges}
    others = [m for m in members if m.college_id not in known]
    found = [(c, held, max(c.seats - len(held), 0)) for c, held in groups]
    return [*found, (None, others, 0)] if others else found


@desk_view("bodies.export_body", Body)
def composition_csv(request, body):
    """The composition of a day as a table: names, capacity, dates, act; no private contact."""
    on = CompositionDayForm(request.GET or None).chosen()
    members = list(queries.members_on(body, on))
    return _hand_over(request, body, "csv", on, len(members), lambda: _table(body, on, members))


def _hand_over(request, body, kind, on, count, send):
    """Names leave with a reason, which is journalled with their number (separation rule 6)."""
    return exports.hand_over(
        request, key="bodies.composition", kind=kind, count=count, kicker=str(body), send=send,
        title=f"Exporter la composition : {french.plural(count, 'membre')}",
        back=f"{reverse('desk:bodies:composition', args=[body.pk])}?le={on:%Y-%m-%d}",
    )  # fmt: skip


def _table(body, on, members):
    head = ["Instance", "Collège", "Siège", "Fonction", "Prénom", "Nom", "Depuis le", "Jusqu’au", "Acte"]
    rows = ([*_line(m)] for m in members)
    response = HttpResponse(b"".join(sheets.write("csv", head, rows, title="Composition")), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="composition-{body.slug}-{on:%Y-%m-%d}.csv"'
    return response


def _line(member):
    person = member.person
    return [
        member.body.name, str(member.college or ""), str(member.seat or ""), member.capacity, person.given_name,
        person.family_name, member.starts_on, member.last_day, member.appointed_words,
    ]  # fmt: skip


@desk_view("bodies.export_body", Body)
def popolo_json(request, body):
    """The body, its seats and its members of a day in Popolo."""
    on = CompositionDayForm(request.GET or None).chosen()
    data = popolo.organization(body, on)
    give = partial(JsonResponse, data, json_dumps_params={"ensure_ascii": False})
    return _hand_over(request, body, "json", on, len(data["persons"]), give)


@desk_view("bodies.view_candidates_body", Body)
def selection(request, body):
    """The composition being prepared: who is retained, and what it still lacks, after each choice."""
    chosen = list(queries.coming_members(body))
    others = [m for m in queries.candidates(body) if not m.is_retained]
    colleges = list(queries.coming_colleges(body))
    today = clock.today()
    sections = [
        (c, [m for m in chosen if m.college_id == c.pk], [m for m in others if m.college_id == c.pk]) for c in colleges
    ]
    context = body_page(
        request, body, "selection", sections=sections, report=queries.report(body, chosen, today, colleges),
        may_choose=request.user.has_perm("bodies.compose_body", body),
    )  # fmt: skip
    return render(request, "desk/record.html", _with_ages(context, today))


@desk_view("bodies.compose_body", Body)
@require_POST
def choose(request, body, college):
    """Keep exactly the candidates ticked for one college, then show the selection and its findings again."""
    chosen = get_object_or_404(queries.coming_colleges(body), pk=college)
    try:
        lifecycle.choose(
            chosen, ids={int(pk) for pk in request.POST.getlist("retenues") if pk.isdecimal()}, by=request.user
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:bodies:selection", pk=body.pk)


def _with_ages(context, today):
    for _, chosen, others in context["sections"]:
        for member in (*chosen, *others):
            member.age = member.person.age_on(today)
    return context


@desk_view("bodies.view_body", Body)
def colleges(request, body):
    """The colleges of every composition, the coming one first."""
    rows = (
        body.colleges.select_related("act").prefetch_related("seat_rows__territory").order_by("-starts_on", "position")
    )
    coming = [c for c in rows if c.starts_on is None]
    past = [c for c in rows if c.starts_on is not None]
    free = dict(queries.vacancies_on(body, clock.today()))
    context = body_page(
        request, body, "colleges", coming=coming, past=past, free={c.pk: n for c, n in free.items()},
        vote_url=address("desk:bodies:vote_colleges", body.pk),
        may_vote=request.user.has_perm("bodies.compose_body", body),
    )  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_view("bodies.view_body", Body)
def mandates(request, body):
    """Every mandate, those in office first."""
    rows = body.memberships.visible_to(request.user).by_rank().for_list()
    now, past, candidates = [], [], []
    for member in rows:
        shelf = now if member.status in IN_OFFICE else candidates if member.status == "proposed" else past
        shelf.append(member)
    context = body_page(request, body, "mandates", now=now, past=past, candidates=candidates)
    return render(request, "desk/record.html", context)


@desk_view("bodies.view_body", Body)
def renewals(request, body):
    """The campaign under way and the former ones."""
    rows = list(body.renewals.all())
    context = body_page(
        request, body, "renewals", campaigns=rows, alert_on=renewal_to_open(body), may_see=True,
    )  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_view("bodies.view_body", Body)
def documents_page(request, body):
    """The files of the body and those produced for it."""
    return render(request, "desk/record.html", body_page(request, body, "documents", entries=documents(request, body)))


@desk_view("bodies.view_body", Body)
def history(request, body):
    """Every act about the body."""
    context = body_page(request, body, "history", entries=history_of(body, request.user))
    return render(request, "desk/record.html", context)


@desk_view("bodies.view_membership", Membership)
def membership(request, member):
    """One mandate: capacity, dates, act, what may be done."""
    user = request.user
    contact = user.has_perm("bodies.view_contact_membership", member)
    context = {
        "title": member.person.full_name, "kicker": member.body.name, "kicker_url": member.body.get_desk_url(),
        "state": member, "number": member.capacity, "member": member, "facts": _member_facts(member),
        "verbs": offers(user, member, MEMBER_VERBS), "tab_template": "bodies/desk/membership.html",
        "succession": _succession(member), "may_replace": user.has_perm("bodies.end_membership", member),
        "is_alumnus": member.was_served and member.person.consents_to(Purpose.ALUMNI),
        "shows_contact": contact, "entries": documents(request, member),
        "person_url": member.person.get_desk_url() if user.has_perm("people.view_person", member.person) else "",
        "rail": {"history": history_of(member, user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _succession(member):
    """Who comes next in the seat of somebody who left; None when there is no seat to fill."""
    if member.status not in LEFT or queries.why_no_succession(member):
        return None
    return queries.successor_of(member)


def _member_facts(member):
    return [
        ("Collège", member.college or "aucun"),
        ("Siège", member.seat or "sans numéro"),
        ("Début", french.plain_date(member.starts_on) if member.starts_on else "à l’installation"),
        ("Fin", french.plain_date(member.last_day) if member.last_day else "non fixée"),
        ("Nommée par", member.appointed_words),
    ]


@desk_view("bodies.view_renewalcampaign", RenewalCampaign)
def renewal(request, campaign):
    """A renewal: items with their source and date, municipal opinions, what comes next."""
    opinions = list(campaign.opinions.select_related("commune"))
    context = {
        "title": campaign.title, "kicker": campaign.body.name, "kicker_url": campaign.body.get_desk_url(),
        "state": campaign, "campaign": campaign, "items": campaign.items.select_related("act"),
        "opinions": opinions, "received": sum(o.received_on is not None for o in opinions),
        "facts": _renewal_facts(campaign), "verbs": offers(request.user, campaign, RENEWAL_VERBS),
        "tab_template": "bodies/desk/renewal.html",
        "may_change": request.user.has_perm("bodies.change_renewalcampaign", campaign),
        "may_choose": request.user.has_perm("bodies.view_candidates_body", campaign.body),
        "rail": {"history": history_of(campaign, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _renewal_facts(campaign):
    return [
        (
            "Renouvellement général",
            french.plain_date(campaign.election_date) if campaign.election_date else "sans objet",
        ),
        ("Composition votée par", campaign.composition_act),
        ("Durée du mandat", f"{campaign.term_months} mois" if campaign.term_months else ""),
        ("Installation", french.plain_date(campaign.installation_on) if campaign.installation_on else ""),
    ]


@desk_view("bodies.view_ageclass")
def census(request):
    """The census table that age classes are compared with."""
    rows = AgeClass.objects.of(request.authority).visible_to(request.user)
    context = {
        "title": "Recensement par classes d’âge", "rows": rows,
        "may_change": request.user.has_perm("bodies.add_ageclass", request.authority),
    }  # fmt: skip
    return render(request, "bodies/desk/census.html", context)
