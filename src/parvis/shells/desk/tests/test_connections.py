import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory

LIST = "/gestion/reglages/connexions/"


@pytest.fixture
def trace(authority):
    def write(**fields):
        known = {"authority": authority, "event": "signed_in", "method": "mot de passe", "network": "192.0.2.0/24"}
        return ConnectionLog.objects.create(user=UserFactory(), **known | fields)

    return write


@pytest.mark.parametrize(("persona", "status"), [("admin", 200), ("auditor", 200), ("officer", 403), ("director", 403)])
def test_the_administration_and_auditors_read_connections(enter, persona, status):
    assert enter(persona).get(LIST).status_code == status


def test_connections_are_listed_with_their_means_and_their_network(enter, trace):
    row = trace()
    page = enter("auditor").get(LIST).content.decode()
    assert row.user.name in page
    assert "mot de passe" in page
    assert "192.0.2.0/24" in page


def test_connections_to_another_authority_are_not_shown(enter, trace):
    trace(authority=AuthorityFactory())
    assert enter("admin").get(LIST).context["table"].paginator.count == 0


def test_connections_are_filtered_by_event_and_day(enter, trace):
    trace(event="failed")
    trace(at=timezone.now() - dt.timedelta(days=40))
    admin = enter("admin")
    assert admin.get(LIST, {"event": "failed"}).context["table"].paginator.count == 1
    since = timezone.localdate() - dt.timedelta(days=30)
    assert admin.get(LIST, {"since": since.isoformat()}).context["table"].paginator.count == 1
    assert admin.get(LIST, {"until": since.isoformat()}).context["table"].paginator.count == 1


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_costs_the_same_whatever_its_length(enter, trace, count, django_assert_num_queries):
    for _ in range(count):
        trace()
    auditor = enter("auditor")
    auditor.get(LIST)
    with django_assert_num_queries(8):
        auditor.get(LIST)


def test_the_settings_lead_there(enter):
    assert reverse("desk:settings:connection-list") in enter("admin").get("/gestion/reglages/").content.decode()
