from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "parvis.accountability.privacy"
    label = "privacy"
    verbose_name = "Données personnelles"
