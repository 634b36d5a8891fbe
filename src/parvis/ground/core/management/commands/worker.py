"""`parvis worker`: run the queued jobs until told to stop."""

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from parvis.ground.core.jobs import Worker


class Command(BaseCommand):
    requires_system_checks = []  # `parvis check` and `make lint` run them; starting must be quick
    help = "Run the queued jobs, and once a minute what is due."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="empty the queue, then stop")

    def handle(self, *, once, **options):
        worker = Worker(worker_id=get_random_string(32), batch=once)
        worker.configure_signals()
        worker.run()
