from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "parvis.deliberation.bodies"
    label = "bodies"
    verbose_name = "Instances"
