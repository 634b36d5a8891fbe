from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "parvis.shells.desk"
    label = "desk"
    verbose_name = "Bureau"
