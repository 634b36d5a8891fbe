from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "parvis.ground.documents"
    label = "documents"
    verbose_name = "Documents"
