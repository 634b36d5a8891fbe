from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "parvis.commons.imports"
    label = "imports"
    verbose_name = "Imports"
