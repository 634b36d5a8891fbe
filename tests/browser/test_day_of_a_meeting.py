"""« Jour J » in a real browser: pressed from the keyboard, read live on another screen, voted on a phone."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.models import AgendaItem, Meeting, SpeakingTime
from parvis.ground.accounts.models import User
from parvis.ground.core import clock

from .keyboard import Keys
from .test_pages import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(stand_on):
    base = stand_on(T0)
    officer = User.objects.get(name="Maëlle Quintard")
    council = Body.objects.get(authority__slug="orzenne", slug="c2d")
    made = Meeting.objects.create(
        authority=council.authority, scheme=council.scheme_ptr, title="Plénière du soir", place="Virazelle",
        starts_at=clock.now() + dt.timedelta(hours=1), status="convened", convened_at=clock.now(),
    )  # fmt: skip
    AgendaItem.objects.create(meeting=made, number=1, title="Plan climat : première lecture")
    lifecycle.call(made, by=officer)
    made.base, made.officer = base, officer
    return made


def url(name, *args):
    return reverse(f"desk:meetings:{name}", args=args)


def test_presences_are_pressed_from_the_keyboard_and_read_live_elsewhere(meeting, people):
    officer, screen = (people(meeting.base).enter("Maëlle Quintard") for _ in range(2))
    officer.do(url("open_session", meeting.pk)).sees("Voix dans la salle")
    screen.go(url("day", meeting.pk)).sees("0 membre présent")
    keys = Keys(officer).skip()
    keys.reach('button "Arrivée').press("Enter")
    officer.page.locator("#annonces", has_text="Arrivée notée").wait_for(state="attached")
    officer.page.locator("#quorum", has_text="1 membre présent").wait_for()
    screen.page.locator("#quorum", has_text="1 membre présent").wait_for()
    screen.page.goto("about:blank")  # it asks again every few seconds: nothing is left in flight
    assert "button" in keys.name(), "the focus stays on the list"
    officer.look()
    officer.go(url("hold", meeting.pk)).sees("Laissez vide pour compter d’après la liste")


def test_the_other_pages_of_the_day(meeting, people):
    officer = people(meeting.base).enter("Maëlle Quintard")
    lifecycle.open_session(meeting, by=meeting.officer)
    call = meeting.convocations.order_by("pk").first()
    lifecycle.arrive(call, by=meeting.officer)
    officer.do(url("open_desk", meeting.pk), label="Porte nord").sees("Le lien de l’appareil")
    officer.do(url("prepare_vote", meeting.pk), question="Adopter l’avis ?", mode="secret")
    vote = meeting.vote_rows.get()
    officer.do(url("open_vote", vote.pk)).sees("0 vote reçu")
    phone = people(meeting.base, viewport={"width": 375, "height": 740})
    phone.go(reverse("public:meetings-links:votes", args=[call.key])).sees("Vote secret")
    phone.page.get_by_label("pour", exact=True).check()
    phone.press("Voter").sees("Votre vote est reçu", "Vous avez voté")
    officer.do(url("close_vote", vote.pk)).sees("1 voix pour")
    item = meeting.items.get()
    officer.do(url("notes", item.pk), notes="Le plan est présenté.").sees("Le plan est présenté.")


def test_who_speaks_is_counted_with_one_key(meeting, people):
    officer = people(meeting.base).enter("Maëlle Quintard")
    officer.go(url("speaking", meeting.pk))
    page = officer.page
    page.locator("h1").click()
    page.keyboard.press("f")
    page.locator("#parole-dite", has_text="Une femme parle").wait_for()
    page.keyboard.press("h")
    page.keyboard.press("h")
    page.locator("#parole-dite", has_text="Temps enregistré").wait_for()
    assert dict(SpeakingTime.objects.filter(meeting=meeting).values_list("gender", "turns")) == {"f": 1, "m": 1}
