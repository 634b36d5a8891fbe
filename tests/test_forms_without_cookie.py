"""Whoever has no account sends the forms of the public side without a cookie; only a page of the same host may send."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.following import links
from parvis.commons.following.tests.factories import WaitingFollowFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.logistics.tests.factories import OrderedNeedFactory
from parvis.deliberation.meetings.tests.factories import ConvocationFactory, MeetingFactory
from parvis.deliberation.referrals.tests.factories import HearingGuestFactory, ReferralFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

from .who_enters import doors

pytestmark = pytest.mark.django_db

FROM_ANYWHERE = {
    "messages/stop/<str:token>/", "suivi/arret/<str:token>/", "emargement/<str:token>/synchronisation/",
}  # fmt: skip
"""A mail reader (RFC 8058), twice, and a device that kept its entries without network: their link proves who sends."""

HERE, SCHEME = "orzenne.localhost", "http://"
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://ailleurs.invalid"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://cerzelles.localhost"},
    {"Sec-Fetch-Site": "cross-site", "Origin": SCHEME + HERE},
    {"Origin": "https://ailleurs.invalid", "Referer": f"{SCHEME}{HERE}/contact/"},
    {"Origin": "null"},
    {"Origin": f"https://{HERE}"},
    {"Referer": "https://ailleurs.invalid/contact/"},
    {"Referer": "http://[illisible"},
    {},
]
FROM_HERE = [
    {"Sec-Fetch-Site": "same-origin", "Origin": SCHEME + HERE},
    {"Sec-Fetch-Site": "none"},
    {"Origin": SCHEME + HERE},
    {"Referer": f"{SCHEME}{HERE}/contact/"},
]
LETTER = {"name": "Zélie Fontarel", "email": "zelie@exemple.invalid", "message": "Où sont les comptes rendus ?"}


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne", email="participation@exemple.invalid")


@pytest.fixture
def stranger(authority):
    """A browser as it is, whose every form is checked."""
    return Client(enforce_csrf_checks=True, HTTP_HOST=HERE)


@pytest.mark.parametrize("headers", FROM_HERE)
def test_a_form_sent_from_its_page_is_taken_without_a_cookie(stranger, headers):
    page = stranger.get("/contact/")
    assert "csrfmiddlewaretoken" not in page.content.decode()
    sent = stranger.post("/contact/", LETTER, headers=headers, follow=True)
    assert "Votre message est transmis" in sent.content.decode()
    assert Message.objects.count() == 1
    assert not stranger.cookies


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_sent_from_elsewhere_is_refused_in_words(stranger, headers):
    refused = stranger.post("/contact/", LETTER, headers=headers)
    assert refused.status_code == 403
    assert "Ce formulaire vient d’un autre site" in refused.content.decode()
    assert not Message.objects.exists()


def test_whoever_is_signed_in_sends_it_too_and_nobody_sends_in_their_name(stranger, authority):
    load_rules()
    stranger.force_login(user_with("officer", authority))
    asked = {"right": "access", "name": "Maëlle Quintard", "email": "m@exemple.invalid", "details": "Tout."}
    page = reverse("public:privacy:ask")
    assert stranger.post(page, asked, headers=ELSEWHERE[0]).status_code == 403
    assert stranger.post(page, asked, headers=FROM_HERE[0]).status_code == 302


def test_the_desk_keeps_its_token(stranger, authority):
    stranger.force_login(user_with("officer", authority))
    created = reverse("desk:people:create")
    assert "csrfmiddlewaretoken" in stranger.get(created).content.decode()
    assert stranger.post(created, {}, headers=FROM_HERE[0]).status_code == 403


# --- Private links --------------------------------------------------------------------------------


def convocation(authority):
    return ConvocationFactory(meeting=MeetingFactory(scheme=BodyFactory(authority=authority)))


def order(authority):
    meeting = MeetingFactory(scheme=BodyFactory(authority=authority))
    return OrderedNeedFactory(sheet__meeting=meeting, key="commande-que-nul-ne-devine")


def guest(authority):
    return HearingGuestFactory(hearing__referral=ReferralFactory(body=BodyFactory(authority=authority)))


PRIVATE = {
    "a convocation": lambda a: reverse("public:meetings-links:convocation", args=[convocation(a).key]),
    "votes": lambda a: reverse("public:meetings-links:votes", args=[convocation(a).key]),
    "an order": lambda a: reverse("public:logistics:order", args=[order(a).key]),
    "an invitation": lambda a: guest(a).get_absolute_url(),
    "a follow to confirm": lambda a: links.confirmation_path(WaitingFollowFactory(authority=a).pk),
    "a follow to stop": lambda a: links.stop_path(WaitingFollowFactory(authority=a).pk),
    "a follow to ask": lambda a: f"/suivi/engagement/{CommitmentFactory(authority=a, is_public=True).pk}/",
}


@pytest.mark.parametrize("link", PRIVATE)
def test_a_private_link_leaves_no_cookie(stranger, authority, link):
    clock.freeze("2026-11-16T09:00")
    page = stranger.get(PRIVATE[link](authority))
    assert page.status_code == 200
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert not page.cookies


def test_an_answer_to_a_convocation_leaves_no_cookie(stranger, authority):
    clock.freeze("2026-11-16T09:00")
    call = convocation(authority)
    answer = reverse("public:meetings-links:answer", args=[call.key])
    assert stranger.post(answer, {"answer": "yes"}, headers=ELSEWHERE[0]).status_code == 403
    page = stranger.post(answer, {"answer": "yes"}, headers=FROM_HERE[0], follow=True)
    assert "Votre réponse est enregistrée." in page.content.decode()
    assert not stranger.cookies


def test_only_programs_that_hold_a_link_send_from_anywhere():
    assert {route for route, view in doors() if getattr(view, "from_anywhere", False)} == FROM_ANYWHERE
    exempt = {view.shell for _, view in doors() if getattr(view, "csrf_exempt", False)}
    assert exempt == {"public"}, "behind a door, a token proves who sends"
