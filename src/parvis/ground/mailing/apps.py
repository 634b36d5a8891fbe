from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "parvis.ground.mailing"
    label = "mailing"
    verbose_name = "Envois"
