from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "parvis.ground.authorities"
    label = "authorities"
    verbose_name = "Collectivités"
