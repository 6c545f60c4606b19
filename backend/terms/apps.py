from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "backend.terms"
    label = "terms"
