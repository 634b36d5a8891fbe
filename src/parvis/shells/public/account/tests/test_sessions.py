import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.accounts.sessions import forget_closed
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, HostFactory

from .conftest import sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def two_devices(site, another_site, holder):
    another_site.defaults["HTTP_USER_AGENT"] = FIREFOX
    sign_in(site)
    sign_in(another_site)
    return site, another_site


def is_in(client):
    return client.get("/compte/").status_code == 200


def test_one_sees_each_device_where_one_is_signed_in(two_devices):
    page = two_devices[0].get("/compte/sessions/").content.decode()
    assert "Firefox sur Linux" in page
    assert page.count("sur orzenne.localhost") == 2
    assert page.count("Celle-ci") == 1
    assert "127.0.0.1" not in page, "the network is enough"


def test_all_sessions_end_everywhere(two_devices, holder):
    here, elsewhere = two_devices
    here.post("/compte/sessions/", {"scope": "all"})
    assert not is_in(here)
    assert not is_in(elsewhere)
    assert not UserSession.objects.filter(user=holder).exclude(session_key=here.session.session_key).exists()
    assert ConnectionLog.objects.filter(event="sessions_ended", user=holder).count() == 1


def test_the_others_end_and_this_one_stays(two_devices):
    here, elsewhere = two_devices
    here.post("/compte/sessions/", {"scope": "others"})
    assert is_in(here)
    assert not is_in(elsewhere)


def test_one_session_ends_alone(two_devices):
    here, elsewhere = two_devices
    other = UserSession.objects.get(user_agent=FIREFOX)
    here.post(f"/compte/sessions/{other.pk}/fin/")
    assert is_in(here)
    assert not is_in(elsewhere)


def test_nobody_ends_the_session_of_somebody_else(two_devices, authority):
    here, elsewhere = two_devices
    here.force_login(user_with(Persona.ADMIN, authority))
    other = UserSession.objects.get(user_agent=FIREFOX)
    assert here.post(f"/compte/sessions/{other.pk}/fin/").status_code == 404
    assert is_in(elsewhere)


@pytest.mark.parametrize("same_authority", [True, False])
def test_a_session_opened_on_one_host_is_worth_nothing_on_another(site, authority, holder, same_authority):
    sign_in(site)
    HostFactory(
        authority=authority if same_authority else AuthorityFactory(slug="cerzelles", host=None),
        name="ailleurs.localhost", is_primary=not same_authority,
    )  # fmt: skip
    stolen = {"host": "ailleurs.localhost"}
    assert site.get("/compte/", headers=stolen)["Location"].startswith("/compte/connexion/")
    assert is_in(site), "the host that opened it still knows the person"


def test_leaving_closes_the_session_and_is_traced(site, holder):
    sign_in(site)
    site.post("/compte/deconnexion/")
    assert not is_in(site)
    assert ConnectionLog.objects.filter(event="signed_out", user=holder).count() == 1


def test_sessions_that_expired_leave_nothing_behind(two_devices):
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    assert forget_closed() == 2
    assert UserSession.objects.count() == 0


def test_the_person_reads_their_own_last_sign_ins(two_devices, holder, authority):
    ConnectionLog.objects.create(user=user_with(Persona.OFFICER, authority), authority=authority, event="failed")
    page = two_devices[0].get("/compte/sessions/")
    assert [t.event for t in page.context["traces"]] == ["signed_in", "signed_in"]
