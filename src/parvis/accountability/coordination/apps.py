from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "parvis.accountability.coordination"
    label = "coordination"
    verbose_name = "Coordination"
