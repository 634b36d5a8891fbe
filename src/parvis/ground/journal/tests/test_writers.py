"""Two writers at once, and a sealer: nothing is lost, the chain holds, on both engines."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.journal import chain
from parvis.ground.journal.acts import record
from parvis.ground.journal.models import JournalLine, JournalSeal

LINES = 25


@pytest.mark.django_db(transaction=True)
def test_two_writers_and_a_sealer_build_one_unbroken_chain():
    authority, start = AuthorityFactory(), Barrier(3)

    def write(name):
        start.wait(timeout=30)
        for _ in range(LINES):
            with transaction.atomic():
                record(authority, name, by=None)
        connection.close()

    def seal():
        start.wait(timeout=30)
        for _ in range(5):
            chain.seal_pending()
        connection.close()

    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(write, "first"), pool.submit(write, "second"), pool.submit(seal)]
        for job in jobs:
            job.result(timeout=120)
    chain.seal_pending()
    assert JournalLine.objects.count() == JournalSeal.objects.count() == 2 * LINES
    assert list(chain.verify()) == []
