"""The desk at the door, with the network cut: names typed, codes scanned, the browser closed, then two desks agree."""

import datetime as dt

import pytest
import segno
from conftest import chromium_path
from django.urls import reverse

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.lifecycle.check_in import token_of
from parvis.deliberation.meetings.models import Attendance, CheckInEntry, Meeting
from parvis.ground.accounts.models import User
from parvis.ground.core import clock

from .keyboard import Keys
from .test_pages import T0
from .visitor import Visitor, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CAMERA = """image => {
    navigator.mediaDevices.getUserMedia = async () => {
        const sheet = document.createElement("canvas"), picture = new Image()
        Object.assign(sheet, { width: 640, height: 480 })
        picture.src = image
        await picture.decode()
        const ink = sheet.getContext("2d")
        const paint = () => {
            ink.fillStyle = "#fff"
            ink.fillRect(0, 0, 640, 480)
            ink.drawImage(picture, 170, 90, 300, 300)
        }
        paint()
        setInterval(paint, 100)
        return sheet.captureStream(10)
    }
}"""
LEFT = """async () => ({
    bases: (await indexedDB.databases()).length,
    shelves: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


class Door:
    """A device at the door: its browser may be closed and opened again, its network cut."""

    def __init__(self, chromium, folder, address):
        self.chromium, self.folder, self.address = chromium, folder, address
        self.open()

    def open(self, *, offline=False):
        self.context = self.chromium.browser_type.launch_persistent_context(
            str(self.folder), executable_path=chromium_path(), args=["--no-sandbox"], locale="fr-FR",
            timezone_id="Europe/Paris",
        )  # fmt: skip
        self.context.set_offline(offline)
        self.visitor = Visitor(self.context, "")
        self.page = self.visitor.page
        self.page.goto(self.address)
        self.page.locator("#accueil").wait_for(state="visible")

    def close(self):
        self.context.close()

    def says(self, words, where="#liaison"):
        self.page.locator(where, has_text=words).wait_for()
        return self

    def types(self, name):
        """Only the keyboard: a part of the name, then Enter."""
        self.page.locator("#nom").focus()
        self.page.keyboard.type(name)
        self.page.locator("#noms li").first.wait_for()
        self.page.keyboard.press("Enter")
        return self.says("Arrivée notée", "#confirmation")

    def network(self, there):
        self.context.set_offline(not there)


@pytest.fixture
def meeting(stand_on):
    base = stand_on(T0)
    officer = User.objects.get(name="Maëlle Quintard")
    council = Body.objects.get(authority__slug="orzenne", slug="c2d")
    made = Meeting.objects.create(
        authority=council.authority, scheme=council.scheme_ptr, title="Plénière du soir", place="Virazelle",
        starts_at=clock.now() + dt.timedelta(hours=1), status="convened", convened_at=clock.now(),
    )  # fmt: skip
    lifecycle.call(made, by=officer)
    made.base, made.officer = base, officer
    return made


@pytest.fixture
def doors(chromium, meeting, tmp_path):
    opened = []

    def arrive(label):
        desk = lifecycle.open_desk(meeting, by=meeting.officer, label=label)
        path = reverse("public:meetings-links:check_in", args=[token_of(desk)])
        opened.append(Door(chromium, tmp_path / label, meeting.base + path))
        return opened[-1]

    yield arrive
    for door in opened:
        door.close()


def present(meeting):
    return Attendance.objects.filter(meeting=meeting, state="present")


def test_two_desks_work_through_a_cut_and_a_closed_browser_and_agree(meeting, doors):
    first, second, third = (call.person for call in meeting.convocations.order_by("pk")[:3])
    north, south = doors("Porte nord"), doors("Porte sud")
    for door in (north, south):
        door.says("À jour")
        assert not door.visitor.console
        assert not violations(door.page)
        assert not door.context.cookies()
        door.network(False)
    north.types(first.full_name).types(second.full_name)
    north.says("Hors ligne : 2 saisies gardées")
    south.types(first.full_name).types(third.full_name)
    assert not CheckInEntry.objects.exists()

    north.close()
    north.open(offline=True)
    north.says("Hors ligne : 2 saisies gardées")
    north.says(second.full_name, "#saisies")

    for door in (north, south):
        door.network(True)
        door.page.evaluate("dispatchEvent(new Event('online'))")
        door.says("À jour")
    assert CheckInEntry.objects.count() == 4
    assert set(present(meeting).values_list("person", flat=True)) == {first.pk, second.pk, third.pk}
    south.says("3 membres présents", "#voix")


def test_a_code_is_read_without_network_and_a_mistake_is_undone(meeting, doors):
    call = meeting.convocations.order_by("pk").first()
    north = doors("Porte nord")
    north.says("À jour")
    north.network(False)
    address = f"{meeting.base}{reverse('public:meetings-links:convocation', args=[call.key])}"
    north.page.evaluate(CAMERA, segno.make(address, error="m").png_data_uri(scale=6, border=4))
    Keys(north.visitor).reach("Lire les codes avec la caméra").press("Enter")
    north.says(f"Arrivée notée : {call.person.full_name}", "#confirmation")
    Keys(north.visitor).reach("Arrêter la caméra").press("Enter").reach("Annuler la saisie").press("Enter")
    north.says("Saisie annulée", "#confirmation")
    north.network(True)
    north.page.evaluate("dispatchEvent(new Event('online'))")
    north.says("À jour")
    assert not present(meeting).exists()


def forgotten(door):
    door.says("Les noms ont été effacés de cet appareil")
    assert door.page.locator("#accueil").count() == 0
    assert door.page.evaluate(LEFT) == {"bases": 0, "shelves": 0, "workers": 0}


def closed(meeting):
    lifecycle.open_session(meeting, by=meeting.officer)
    lifecycle.hold(meeting, by=meeting.officer, nothing_decided=True, override="Essai")


def test_the_device_forgets_once_the_meeting_is_closed(meeting, doors):
    north = doors("Porte nord")
    north.says("À jour").types(meeting.convocations.order_by("pk").first().person.full_name)
    north.says("À jour")
    closed(meeting)
    north.page.evaluate("dispatchEvent(new Event('online'))")
    forgotten(north)


def test_the_session_closes_while_the_network_is_cut_and_nothing_is_lost(meeting, doors):
    first, second, third = (call.person for call in meeting.convocations.order_by("pk")[:3])
    north = doors("Porte nord")
    north.says("À jour").types(first.full_name)
    north.says("À jour")
    north.network(False)
    north.types(second.full_name).types(third.full_name)
    closed(meeting)
    assert meeting.present == 1
    north.close()
    north.open(offline=True)
    north.says("Hors ligne : 2 saisies gardées")

    north.network(True)
    north.page.evaluate("dispatchEvent(new Event('online'))")
    north.says("Ce qui restait à envoyer est reçu")
    forgotten(north)
    assert CheckInEntry.objects.filter(outcome="late").count() == 2
    assert present(meeting).count() == 1

    lifecycle.keep_late(meeting.desks.get(), by=meeting.officer)
    meeting.refresh_from_db()
    assert set(present(meeting).values_list("person", flat=True)) == {first.pk, second.pk, third.pk}
    assert meeting.present == 3
