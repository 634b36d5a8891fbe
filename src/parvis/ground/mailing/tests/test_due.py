import datetime as dt

import pytest
from django.utils import timezone

from parvis.ground.authorities.defaults import load_rules
from parvis.ground.mailing import due
from parvis.ground.mailing.models import Message

from .factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_letters_that_carried_a_code_are_forgotten_after_a_month():
    load_rules()
    old = timezone.now() - dt.timedelta(days=32)
    kept = {MessageFactory(confidential=True).pk, MessageFactory(created_at=old).pk}
    MessageFactory(confidential=True, created_at=old)
    due.forget_codes(timezone.now())
    assert set(Message.objects.values_list("pk", flat=True)) == kept
