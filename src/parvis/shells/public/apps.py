from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "parvis.shells.public"
    label = "public"
    verbose_name = "Site public"
