from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "parvis.deliberation.meetings"
    label = "meetings"
    verbose_name = "Réunions"
