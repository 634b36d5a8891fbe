from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "parvis.ground.search"
    label = "search"
    verbose_name = "Recherche"

    def ready(self):
        from . import signals

        signals.connect()
