from django.apps import AppConfig


class WorkloadConfig(AppConfig):
    name = "parvis.commons.workload"
    label = "workload"
    verbose_name = "Temps et frais"
