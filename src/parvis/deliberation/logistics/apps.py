from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    name = "parvis.deliberation.logistics"
    label = "logistics"
    verbose_name = "Logistique"
