from parvis.ground.core.manifest import Feature

from . import delivery


def deliver(now):
    """Send what waits, and take up again what a dead worker left."""
    delivery.deliver_waiting()


feature = Feature(slug="mailing", label="Envois", due_jobs=(deliver,))
