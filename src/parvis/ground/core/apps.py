from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "parvis.ground.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self):
        from .corrections import give_examples
        from .folding import teach

        give_examples()
        connection_created.connect(teach, dispatch_uid="folding")
