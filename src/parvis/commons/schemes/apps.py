from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "parvis.commons.schemes"
    label = "schemes"
    verbose_name = "Dispositifs"

    def ready(self):
        from . import grants  # noqa: F401 - registers the roles on schemes
