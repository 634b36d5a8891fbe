from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "parvis.commons.commitments"
    label = "commitments"
    verbose_name = "Engagements"
