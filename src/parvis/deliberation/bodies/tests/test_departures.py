"""Every way out of a mandate, and what it brings: rights, thanks, certificate, list of former members (B.7)."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.choices import Purpose
from parvis.commons.people.lifecycle import set_consents
from parvis.commons.schemes.models import SchemeRole
from parvis.deliberation.bodies import documents, lifecycle, queries, tasks
from parvis.deliberation.bodies.choices import EndReason
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    SeatFactory,
)
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import LegalActFactory
from parvis.ground.core.errors import Refused
from parvis.ground.documents import tree
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.mailing import lifecycle as mailing
from parvis.ground.mailing.models import Message

TODAY = dt.date(2026, 11, 16)
HEARD = dt.date(2026, 11, 10)


@pytest.fixture
def body(epci, at):
    at("2026-11-16")
    return BodyFactory(authority=epci, name="Conseil de développement")


@pytest.fixture
def act(epci):
    return LegalActFactory(authority=epci)


def on_line(body, **fields):
    """Somebody in office who reads their letters in their space."""
    fields = {"person__user": UserFactory(), **fields}
    member = MembershipFactory(body=body, status="appointed", **fields)
    lifecycle.activate(member, by=None)
    return member


def letters_to(member):
    rows = Message.objects.filter(about=f"bodies.membership:{member.pk}").order_by("pk")
    return [row.letter.removeprefix("bodies.") for row in rows]


def roles(member):
    return SchemeRole.objects.filter(user=member.person.user).in_force(TODAY + dt.timedelta(days=1))


WAYS_OUT = {
    "à son terme": lambda m, by, act: lifecycle.end(m, by=by, on=TODAY),
    "perte de la qualité": lambda m, by, act: lifecycle.end(m, by=by, on=TODAY, reason_code=EndReason.LOST_QUALITY),
    "démission": lambda m, by, act: lifecycle.resign(m, by=by, on=TODAY),
    "départ du territoire": lambda m, by, act: lifecycle.resign(m, by=by, on=TODAY, reason_code=EndReason.MOVED),
    "dissolution": lambda m, by, act: lifecycle.dissolve(m.body, by=by, on=TODAY, act=act),
    "renouvellement": lambda m, by, act: lifecycle.start_term(
        m.body, on=TODAY + dt.timedelta(days=1), ends_on=dt.date(2029, 11, 16), by=by
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_whoever_served_is_thanked_and_asked_to_stay_in_touch(body, officer, act, way):
    member = on_line(body)
    WAYS_OUT[way](member, officer, act)
    member.refresh_from_db()
    assert letters_to(member) == ["mandate_ended"]
    text = Message.objects.get().body
    assert "L’attestation de votre mandat vous attend dans votre espace" in text
    assert "liste des anciens membres" in text
    assert "/espace-membre/mes-informations/accords/" in text
    assert not roles(member).exists()


def test_the_letter_says_why_the_mandate_ends(body, officer, act):
    member = on_line(body)
    lifecycle.dissolve(body, by=officer, on=TODAY, act=act)
    assert "(l’instance est dissoute)" in Message.objects.get(about=f"bodies.membership:{member.pk}").body


def test_nothing_is_sent_about_a_death(body, officer):
    member = on_line(body)
    lifecycle.record_death(member, by=officer, on=TODAY)
    assert letters_to(member) == []
    assert not roles(member).exists()


def test_an_exclusion_has_its_own_letter_no_thanks_and_no_archive(body, officer):
    member = on_line(body)
    lifecycle.disqualify(member, by=officer, reason="Conflit d’intérêts", heard_on=HEARD)
    assert letters_to(member) == ["disqualified"]
    assert not member.was_served


def test_whoever_never_sat_is_neither_thanked_nor_given_a_certificate(body, officer):
    member = MembershipFactory(body=body, status="appointed", starts_on=dt.date(2027, 1, 10))
    lifecycle.resign(member, by=officer, on=TODAY)
    assert letters_to(member) == []
    with pytest.raises(Refused, match="rien à attester"):
        tasks.produce_certificate(member, by=officer)


def test_whoever_sits_again_in_the_new_composition_is_not_told_goodbye(body, officer):
    old = on_line(body)
    MembershipFactory(body=body, person=old.person, status="appointed", starts_on=None, ends_on=None)
    lifecycle.start_term(body, on=TODAY + dt.timedelta(days=1), ends_on=dt.date(2029, 11, 16), by=officer)
    old.refresh_from_db()
    assert (old.status, letters_to(old)) == ("ended", [])


def test_a_new_role_is_not_a_departure(body, officer):
    member = on_line(body)
    renewed = lifecycle.entrust(member, by=officer, role="rapporteur", appointed_by="Plénière")
    assert letters_to(member) == []
    assert not renewed.was_served


def test_whoever_leaves_a_body_leaves_its_bureau_and_its_commissions(body, officer):
    member = on_line(body)
    bureau = InnerBodyFactory(parent=body, type="bureau")
    seat = on_line(bureau, person=member.person, person__user=member.person.user)
    lifecycle.resign(member, by=officer, on=TODAY)
    seat.refresh_from_db()
    assert (seat.status, seat.ended_on) == ("resigned", TODAY)
    assert not roles(member).exists()
    assert letters_to(member) == ["mandate_ended"]
    assert letters_to(seat) == []


def test_leaving_a_commission_alone_is_no_farewell(body, officer):
    member = on_line(body)
    seat = on_line(InnerBodyFactory(parent=body), person=member.person, person__user=member.person.user)
    lifecycle.end(seat, by=officer, on=TODAY)
    member.refresh_from_db()
    assert member.status == "active"
    assert letters_to(seat) == []


def test_somebody_of_a_commission_who_does_not_sit_in_the_body_is_thanked(body, officer):
    guest = on_line(InnerBodyFactory(parent=body))
    lifecycle.end(guest, by=officer, on=TODAY)
    assert letters_to(guest) == ["mandate_ended"]


def test_an_excluded_member_leaves_the_seats_they_were_to_take_in_the_parts(body, officer):
    member = on_line(body)
    seat = MembershipFactory(
        body=InnerBodyFactory(parent=body), person=member.person, status="appointed", starts_on=dt.date(2026, 12, 1),
        ends_on=None,
    )  # fmt: skip
    lifecycle.disqualify(member, by=officer, reason="Conflit d’intérêts", heard_on=HEARD)
    seat.refresh_from_db()
    assert (seat.status, seat.end_reason) == ("ended", "disqualified")


def test_the_certificate_is_written_with_the_departure_and_once(body, officer, django_capture_on_commit_callbacks):
    member = on_line(body)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.resign(member, by=officer, on=TODAY)
    tasks.write_certificate.call(member.pk, officer.pk, "2026-11-16T09:00:00+01:00")
    tasks.write_certificate.call(member.pk, officer.pk, "2026-11-16T09:00:00+01:00")
    kinds = ProducedDocument.objects.about(member).values_list("kind", "format")
    assert len(kinds) == len(set(kinds))
    assert {kind for kind, _ in kinds} == {"bodies.certificate"}


def test_paper_carries_the_certificate(body, officer):
    member = MembershipFactory(
        body=body, person__email="", person__channel="post", person__address_line="3 rue du Lavoir",
        person__postcode="47200", person__city="Virazelle",
    )  # fmt: skip
    lifecycle.end(member, by=officer, on=TODAY)
    message = Message.objects.get()
    assert "est jointe à cette lettre" in message.body
    assert "espace" not in message.body
    (certificate,) = documents.enclosed_certificate(message)
    assert "Il est attesté" in tree.plain(certificate.blocks)
    assert mailing.make_batch(body.authority, by=officer)


# --- The archives -----------------------------------------------------------------------------------


def test_a_former_member_reads_the_archives_of_their_mandate(body, officer, client):
    member = on_line(body)
    lifecycle.resign(member, by=officer, on=TODAY)
    Membership = type(member)
    Membership.objects.update(ended_on=dt.date(2026, 11, 15))
    SchemeRole.objects.update(ends_on=dt.date(2026, 11, 15))
    client.force_login(member.person.user)
    page = client.get(f"/espace-membre/instances/mandats/{member.pk}/archives/", HTTP_HOST="orzenne.localhost")
    assert page.status_code == 200
    assert "Installation" in page.content.decode()
    listed = client.get("/espace-membre/instances/", HTTP_HOST="orzenne.localhost").content.decode()
    assert "Archives de mon mandat" in listed
    assert f"/espace-membre/instances/{body.pk}/" not in listed


@pytest.mark.parametrize("other", ["in_office", "somebody_else", "excluded"])
def test_nobody_else_opens_them(body, officer, client, other):
    member = on_line(body)
    reader = UserFactory() if other == "somebody_else" else member.person.user
    if other == "excluded":
        lifecycle.disqualify(member, by=officer, reason="Conflit d’intérêts", heard_on=HEARD)
    client.force_login(reader)
    page = client.get(f"/espace-membre/instances/mandats/{member.pk}/archives/", HTTP_HOST="orzenne.localhost")
    assert page.status_code in (403, 404)


def test_the_desk_lists_the_former_members_who_agree(body, officer, client):
    agreeing, silent = on_line(body), on_line(body)
    for member in (agreeing, silent):
        lifecycle.end(member, by=officer, on=TODAY)
    set_consents(agreeing.person, purposes=[Purpose.ALUMNI], proof="Lettre de fin de mandat", by=officer)
    client.force_login(officer)
    page = client.get(reverse("desk:bodies:memberships"), {"alumni": "oui"}, HTTP_HOST="orzenne.localhost")
    assert agreeing.person.full_name in page.content.decode()
    assert silent.person.full_name not in page.content.decode()


# --- Who comes next ---------------------------------------------------------------------------------


@pytest.fixture
def seat(body):
    return SeatFactory(college=CollegeFactory(body=body, name="Habitants", seats=1))


def sitting(seat, **fields):
    return MembershipFactory(body=seat.college.body, seat=seat, college=seat.college, **fields)


def page_of(client, officer, member):
    client.force_login(officer)
    return client.get(member.get_desk_url(), HTTP_HOST="orzenne.localhost").content.decode()


def test_the_substitute_of_the_seat_is_called_with_one_click(seat, officer, client):
    holder = sitting(seat)
    deputy = sitting(seat, role="substitute", substitute_of=holder)
    lifecycle.resign(holder, by=officer, on=TODAY)
    shown = page_of(client, officer, holder)
    assert f"a suppléance revient à {deputy.person.full_name}" in shown
    url = reverse("desk:bodies:call_substitute", args=[holder.pk])
    assert f'action="{url}"' in shown
    assert client.post(url, HTTP_HOST="orzenne.localhost").status_code == 302
    new = holder.successors.get()
    assert (new.person, new.starts_on, new.seat) == (deputy.person, TODAY + dt.timedelta(days=1), seat)
    assert "La suite de ce siège" not in page_of(client, officer, holder)


def test_without_a_substitute_the_first_of_the_reserve_is_named(seat, officer, client):
    holder = sitting(seat)
    first = sitting(seat, candidate=True)
    sitting(seat, candidate=True)
    lifecycle.resign(holder, by=officer, on=TODAY)
    shown = page_of(client, officer, holder)
    assert f"{first.person.full_name} vient en tête de la réserve" in shown
    form = client.get(reverse("desk:bodies:replace", args=[holder.pk]), HTTP_HOST="orzenne.localhost")
    assert form.context["form"]["successor"].value() == first.person.pk


def test_those_who_still_wait_come_before_those_not_chosen(seat, officer):
    holder = sitting(seat)
    refused, waiting = sitting(seat, candidate=True), sitting(seat, candidate=True)
    lifecycle.decline(refused, by=officer)
    assert queries.successor_of(holder).person == waiting.person


def test_a_seat_without_a_next_person_says_so(seat, officer, client):
    holder = sitting(seat)
    lifecycle.resign(holder, by=officer, on=TODAY)
    assert "Ce siège n’a pas de suppléance" in page_of(client, officer, holder)
    with pytest.raises(Refused, match="pas de suppléance"):
        lifecycle.call_substitute(holder, by=officer)


def test_a_seat_taken_again_proposes_nobody(seat, officer):
    holder = sitting(seat)
    sitting(seat, role="substitute", substitute_of=holder)
    lifecycle.resign(holder, by=officer, on=TODAY)
    sitting(seat)
    with pytest.raises(Refused, match="de nouveau pourvu"):
        lifecycle.call_substitute(holder, by=officer)


def test_a_substitute_waits_until_the_holder_has_left(seat, officer):
    holder = sitting(seat)
    sitting(seat, role="substitute", substitute_of=holder)
    with pytest.raises(Refused, match="fin du mandat"):
        lifecycle.call_substitute(holder, by=officer)
