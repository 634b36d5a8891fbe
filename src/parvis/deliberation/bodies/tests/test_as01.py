"""AS01 through the pages of the desk: the council is renewed after the elections, with the figures of the story."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.commons.imports.models import ImportBatch
from parvis.commons.people.tests.factories import ElectedRoleFactory
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.models import Membership, RenewalCampaign
from parvis.deliberation.bodies.tests.factories import AgeClassFactory, BodyFactory, MembershipFactory
from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import LegalAct
from parvis.ground.authorities.tests.factories import TerritoryFactory
from parvis.ground.mailing.models import Message

HEAD = "Collège;Nom;Prénom;Sexe;Né le;Courriel;Adresse;Code postal;Ville\n"


def line(college, n, woman, email=True):
    mail = f"membre{college}{n}@exemple.invalid" if email else ""
    gender, birth = ("femme" if woman else "homme"), f"03/02/{1945 + (n * 7) % 60}"
    return (
        f"{college};Famille{college}{n:02};Prénom{n:02};{gender};{birth};{mail};{n} rue du Port;47000;Commune {n:02}\n"
    )


@pytest.fixture
def desk(client, officer, epci, at):
    at("2026-04-01")
    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def council(epci):
    for n in range(41):
        TerritoryFactory(authority=epci, name=f"Commune {n:02}")
    AgeClassFactory(authority=epci)
    AgeClassFactory(authority=epci, label="30 ans et plus", low=30, high=None, population=41_000)
    body = BodyFactory(
        authority=epci, name="Conseil de développement", slug="c2d", installed_on=dt.date(2024, 9, 28), term_months=24,
        term_ends_on=dt.date(2026, 9, 25),
    )  # fmt: skip
    former = {"starts_on": dt.date(2024, 9, 28), "ends_on": dt.date(2026, 9, 25)}
    MembershipFactory.create_batch(3, body=body, **former)
    return body


def send_file(desk, text):
    file = SimpleUploadedFile("personnes.csv", (HEAD + text).encode())
    desk.post(reverse("desk:imports:upload", args=["body_candidates"]), {"file": file}, follow=True)
    batch = ImportBatch.objects.latest("pk")
    desk.post(reverse("desk:imports:columns", args=[batch.pk]), {k: str(v) for k, v in batch.matching.items()})
    batch.refresh_from_db()
    assert batch.error_count == 0
    desk.post(reverse("desk:imports:confirm", args=[batch.pk]))


def page(desk, name, *args):
    return desk.get(reverse(f"desk:bodies:{name}", args=args)).content.decode()


def post(desk, name, *args, **data):
    return desk.post(reverse(f"desk:bodies:{name}", args=args), data, follow=True).content.decode()


def test_the_council_is_renewed_after_the_elections(desk, council, epci):
    # 1. The template proposes the two items of L5211-11-2 and the deadline of the pact.
    opened = post(desk, "open_renewal", council.pk, title="Renouvellement 2026", election_date="2026-03-22")
    assert opened.count("CGCT, article L5211-11-2") == 3
    assert '<time datetime="2026-12-22">' in opened

    # 2. Délibération 2026-071: 72 seats, colleges A 41 and B 31, three years.
    campaign = RenewalCampaign.objects.get()
    voted = post(
        desk, "vote_composition", campaign.pk, act_kind="resolution", act_number="2026-071", act_date="2026-06-25",
        term_months=36, college_1_name="Tirés au sort", college_1_code="A", college_1_seats=41,
        college_1_mode="sortition", college_2_name="Volontaires", college_2_code="B", college_2_seats=31,
        college_2_mode="volunteers",
    )  # fmt: skip
    assert "72\u00a0sièges" in voted
    post(desk, "recruitment", campaign.pk)

    # 3. 41 drawn people, 58 volunteers, 31 chosen: 37 women and 35 men, red.
    send_file(desk, "".join(line("A", n, n < 20, email=n not in (3, 4)) for n in range(41)))
    send_file(desk, "".join(line("B", n, n % 2 == 0) for n in range(58)))
    volunteers = queries.coming_colleges(council).get(code="B")
    rows = volunteers.memberships.order_by("pk")
    women = list(rows.filter(person__gender="f")[:17])
    men = list(rows.filter(person__gender="m")[:15])
    ids = [m.pk for m in (*women, *men[:14])]
    desk.post(reverse("desk:bodies:choose", args=[council.pk, volunteers.pk]), {"retenues": ids})
    chosen = page(desk, "selection", council.pk)
    assert "37\u00a0femmes et 35\u00a0hommes : écart de 2, au plus 1." in chosen
    assert finding(council, "gender_gap") is False

    # 4. One volunteer is swapped: 36 and 36, green; ages stand beside the census.
    swapped = post(desk, "swap", women[0].pk, arriving=men[14].pk)
    assert "36\u00a0femmes et 36\u00a0hommes : écart de 0, au plus 1." in swapped
    assert finding(council, "gender_gap") is True
    assert "comparées au recensement 2022" in swapped

    # 5. A community councillor is refused, with the reason.
    councillor = ElectedRoleFactory(person__authority=epci).person
    barred = MembershipFactory(body=council, candidate=True, person=councillor)
    act = LegalAct.objects.get(number="2026-071")
    refused = desk.post(reverse("desk:bodies:appoint", args=[barred.pk]), {"act": act.pk})
    assert refused.status_code == 422
    assert "L5211-10-1" in refused.content.decode()

    # 6. The annex of the délibération, then the letters: 72 invited, 70 by e-mail, 2 by post.
    assert "Composition : Conseil de développement" in post(desk, "annex", council.pk, on="2026-09-26", coming="on")
    reason = {"override": "Classes d’âge de l’appel à volontaires"}
    assert "72\u00a0personnes sont nommées" in post(desk, "appointment", council.pk, act=act.pk, **reason)
    invited = post(desk, "invitations", council.pk)
    assert "72\u00a0membres invités : 70 par courriel, 2 par courrier." in invited
    sent = Message.objects.filter(letter="bodies.welcome")
    assert (sent.filter(channel="email").count(), sent.filter(channel="post").count()) == (70, 2)
    assert User.objects.filter(persons__memberships__invited_by="email").count() == 70

    # 7. Installation on 26 September: mandates until 25/09/2029, the alert nine months before.
    installed = post(desk, "renewed_installation", campaign.pk, on="2026-09-26")
    assert "25\xa0septembre\xa02029" in installed
    assert "25\xa0décembre\xa02028" in installed
    mandates = Membership.objects.filter(body=council, status="appointed")
    assert set(mandates.values_list("starts_on", "ends_on")) == {(dt.date(2026, 9, 26), dt.date(2029, 9, 25))}
    assert queries.members_on(council, dt.date(2026, 9, 25)).count() == 3
    assert queries.members_on(council, dt.date(2026, 9, 26)).count() == 72


def finding(body, code):
    return queries.report_coming(body).finding(code).passed
