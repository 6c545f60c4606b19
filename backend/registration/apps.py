from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "backend.registration"
    label = "registration"
