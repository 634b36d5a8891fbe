from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "parvis.ground.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self):
        from .folding import teach

        connection_created.connect(teach, dispatch_uid="folding")
