from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "backend.versions"
    label = "versions"
