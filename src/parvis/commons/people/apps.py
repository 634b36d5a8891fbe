from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "parvis.commons.people"
    label = "people"
    verbose_name = "Personnes et organisations"
