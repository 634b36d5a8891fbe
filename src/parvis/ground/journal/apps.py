from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "parvis.ground.journal"
    label = "journal"
    verbose_name = "Journal"
