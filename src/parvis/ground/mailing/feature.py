from parvis.ground.core.manifest import Feature

from . import bounces, delivery, digest


def deliver(now):
    """Send what waits, and take up again what a dead worker left."""
    delivery.deliver_waiting()


def gather(now):
    """Send the summaries of the day."""
    digest.send_digests()


def read_bounces(now):
    """Read what came back."""
    bounces.read_mailbox()


feature = Feature(slug="mailing", label="Envois", due_jobs=(deliver, gather, read_bounces))
