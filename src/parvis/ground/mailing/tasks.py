"""Jobs of the outbox: they wake up, look at the rows, and may run twice."""

from django_tasks import task

from . import delivery


@task()
def deliver():
    """Send what waits."""
    delivery.deliver_waiting()
