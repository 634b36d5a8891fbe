from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "parvis.commons.writing"
    label = "writing"
    verbose_name = "Écriture"
