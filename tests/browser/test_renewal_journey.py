"""AS01 in a real browser, on the demonstration: the council is renewed after the elections; also by keyboard alone."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.imports.models import ImportBatch
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import ElectedRoleFactory
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.models import Body, Membership, RenewalCampaign
from parvis.demo.data.scenarios import as01
from parvis.ground.authorities.models import LegalAct
from parvis.ground.core import clock

from .typist import Typist
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("way", [Visitor, Typist], ids=["pointer", "keyboard"])
def test_the_council_is_renewed_after_the_elections(stand_on, people, way):
    base = stand_on(as01.STARTS_ON)
    officer = people(base, way).sign_in("Maëlle Quintard")
    council = Body.objects.get(slug="c2d")

    # 1. The template proposes the two items of L5211-11-2 and the deadline of the pact, with their source.
    clock.freeze("2026-03-23T09:00")
    officer.do(desk("open_renewal", council), title="Renouvellement 2026", election_date="2026-03-22")
    items = officer.page.get_by_role("region", name="Points du renouvellement").get_by_role("row")
    assert items.filter(has_text="CGCT, article L5211-11-2").count() == 3
    assert "CGCT, article L5211-11-2 22 déc. 2026" in spoken(items.filter(has_text="Adoption du pacte"))

    # 2. Délibération 2026-071: 72 seats, colleges A 41 and B 31, three years.
    clock.freeze("2026-06-26T09:00")
    campaign = RenewalCampaign.objects.get(body=council)
    officer.do(
        desk("vote_composition", campaign), act_kind="resolution", act_number="2026-071", act_date="2026-06-25",
        term_months=36, college_1_name="Tirés au sort", college_1_code="A", college_1_seats=41,
        college_1_mode="sortition", college_2_name="Volontaires", college_2_code="B", college_2_seats=31,
        college_2_mode="volunteers",
    ).sees("La composition est fixée : 72 sièges.")  # fmt: skip
    officer.do(desk("recruitment", campaign))

    # 3. 41 drawn people and 58 volunteers come from files; 31 are chosen: 37 women and 35 men, red.
    send_file(officer, as01.TIRES_AU_SORT_CSV, 41)
    send_file(officer, as01.VOLONTAIRES_CSV, 58)
    choose(officer, council, as01.FIRST_SELECTION)
    parity = officer.page.locator("[data-finding=gender_gap]")
    assert spoken(parity).startswith("à corriger Écart entre femmes et hommes 37 femmes et 35 hommes : écart de 2")

    # 4. One volunteer is swapped: 36 and 36, green; the age classes stand beside the census.
    leaving, arriving = seat_of(as01.SWAP_OUT), seat_of(as01.SWAP_IN)
    officer.do(desk("swap", leaving), arriving=arriving.pk)
    assert spoken(parity).startswith("respecté Écart entre femmes et hommes 36 femmes et 36 hommes : écart de 0")
    officer.sees("Classes d’âge, comparées au recensement")

    # 5. A community councillor is refused, with the reason.
    councillor = Person.objects.get(family_name="Darrouy")
    ElectedRoleFactory(person=councillor, starts_on=dt.date(2026, 4, 16), ends_on=None)
    officer.do(desk("proposal", council), person=councillor, college=leaving.college_id)
    barred = Membership.objects.get(body=council, person=councillor)
    act = LegalAct.objects.get(number="2026-071")
    officer.do(desk("appoint", barred), act=act.pk, refused="L5211-10-1")

    # 6. The annex of the délibération and the letters: 72 invited, 70 by e-mail, 2 in the post batch.
    officer.do(desk("annex", council)).sees("Composition : Conseil de développement")
    officer.do(desk("appointment", council), act=act.pk).sees("72 personnes sont nommées.")
    officer.do(desk("invitations", council)).sees("72 membres invités : 70 par courriel, 2 par courrier.")
    officer.do("/gestion/reglages/envois/courriers/nouveau/").sees("2 lettres")

    # 7. Installation on 26 September: mandates until 25/09/2029, the alert nine months before.
    clock.freeze("2026-09-20T09:00")
    officer.go(desk("renewals", council))
    officer.do(desk("renewed_installation", campaign), on="2026-09-26").sees("25 septembre 2029", "25 décembre 2028")
    officer.go(desk("composition", council)).fill("Composition au", "2026-09-26").press("Afficher").sees(
        "72 membres au 26 septembre 2026", "25 sept. 2029"
    )


def desk(name, obj):
    return reverse(f"desk:bodies:{name}", args=[obj.pk])


def send_file(officer, file, people):
    """Import one file of people put forward: columns, a look, the confirmation."""
    officer.go("/gestion/reglages/").go(reverse("desk:imports:list"))
    officer.do(reverse("desk:imports:upload", args=["body_candidates"]), file=file)
    officer.press("Vérifier les lignes")
    batch = ImportBatch.objects.latest("pk")
    assert (batch.new_count, batch.error_count) == (people, 0)
    officer.do(reverse("desk:imports:confirm", args=[batch.pk]))


def choose(officer, council, chosen):
    """Tick these volunteers and save; the page changes in place, says so, and keeps the focus on the button."""
    college = queries.coming_colleges(council).get(code="B")
    page = officer.go(desk("selection", council)).page
    form = page.get_by_role("region", name=str(college))
    names = [f"{person.first_name} {person.last_name}" for person in chosen]
    for box in form.get_by_role("checkbox").all():
        if spoken(box.locator("xpath=..")).startswith(tuple(names)):
            officer.tick(box)
    officer.push(form.get_by_role("button", name="Enregistrer la sélection"))
    page.locator("#annonces", has_text="72 personnes retenues").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == f"enregistrer-{college.pk}"
    officer.look()


def seat_of(person):
    """The place that somebody asks for in the composition to come."""
    named = {"person__family_name": person.last_name, "person__given_name": person.first_name}
    return Membership.objects.get(**named, college__starts_on=None)


def spoken(locator):
    return " ".join(locator.inner_text().split())
