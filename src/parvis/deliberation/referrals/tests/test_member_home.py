"""What the member space puts first: the next meetings with the answer awaited, what is to do; a menu of a few words."""

import datetime as dt

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.writing.choices import Status, TextKind
from parvis.commons.writing.tests.factories import TextFactory, VersionFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings.choices import MeetingStatus
from parvis.deliberation.meetings.tests.factories import ConvocationFactory, MeetingFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.shells.context import grouped

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    clock.freeze("2026-11-16T09:00")
    return BodyFactory(authority=AuthorityFactory(slug="orzenne"))


@pytest.fixture
def member(body):
    user = user_on(Persona.MEMBER, body)
    MembershipFactory(body=body, person=PersonFactory(authority=body.authority, user=user))
    return user


@pytest.fixture
def home(client):
    def read(user):
        client.force_login(user)
        return " ".join(client.get("/espace-membre/", HTTP_HOST="orzenne.localhost").content.decode().split())

    return read


def test_the_next_meeting_is_told_with_the_button_to_answer(body, member, home):
    moment = dt.datetime(2026, 12, 10, 17, 30, tzinfo=dt.UTC)
    meeting = MeetingFactory(
        scheme=body, status=MeetingStatus.CONVENED, title="Plénière d’hiver", starts_at=moment, convened_at=clock.now()
    )
    call = ConvocationFactory(meeting=meeting, person=member.persons.get())
    page = home(member)
    assert "Vos prochaines réunions" in page
    assert f'href="{meeting.get_member_url()}#reponse">Répondre' in page
    type(call).objects.filter(pk=call.pk).update(answer="yes", answered_at=clock.now())
    page = home(member)
    assert "Répondre" not in page
    assert "Votre réponse : viendra." in page


def test_minutes_to_review_are_told_with_their_day(body, member, home):
    text = VersionFactory(
        text=TextFactory(
            scheme=body, kind=TextKind.MINUTES, title="Compte rendu du 4 novembre", status=Status.COMMENTING,
            comments_until=dt.date(2026, 11, 30),
        )
    ).text  # fmt: skip
    page = home(member)
    assert "À faire" in page
    assert f'href="{text.get_member_url()}">Relire : Compte rendu du 4 novembre</a>' in page
    assert "Avant le lundi 30 novembre 2026" in page.replace("\u00a0", " ")


def test_nothing_is_promised_to_somebody_who_sits_nowhere(body, home):
    page = home(UserFactory())
    assert "Rien ne vous attend." in page
    assert "arriveront ici" not in page


def test_the_menu_of_a_member_has_seven_entries_at_most(body, member, home):
    page = home(member)
    menu = page[page.index('<nav id="navigation"') : page.index("</nav>")]
    folded = menu.count('<details class="menu')
    inside = sum(part.split("</details>")[0].count("<li>") for part in menu.split('<details class="menu')[1:])
    assert menu.count("<li>") - inside <= 7
    assert folded >= 3


def test_a_group_with_one_place_is_that_place():
    entries = [{"group": "Frais", "url": "/a/"}, {"group": "", "url": "/b/"}, {"group": "", "url": "/c/"}]
    assert [name for name, _ in grouped(entries)] == ["", "", ""]
    assert [name for name, _ in grouped([*entries, {"group": "Frais", "url": "/d/"}])] == ["Frais", "", ""]
