"""`parvis reindex`: build the search index again."""

from django.core.management.base import BaseCommand

from parvis.ground.search import index


class Command(BaseCommand):
    help = "Reconstruit l’index de recherche."

    def handle(self, **options):
        for model in index.sources():
            self.stdout.write(f"{model._meta.verbose_name_plural} : {index.rebuild(model)}")
