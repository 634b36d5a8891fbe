from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuthoritiesConfig(AppConfig):
    name = "parvis.ground.authorities"
    label = "authorities"
    verbose_name = "Collectivités"

    def ready(self):
        from .upgrades import bring_missing_rules

        post_migrate.connect(bring_missing_rules, sender=self)
