"""Browsers of people, and what they read."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from backend.accounts.models import User

from .factories import PASSWORD


def browser(person: User | None = None, language: str = "en") -> Client:
    """A browser that reads English unless told otherwise, signed in where a person is given."""
    client = Client(headers={"accept-language": language})
    if person is not None:
        client.force_login(person)
    return client


def confirm_identity(client: Client) -> None:
    """Give the password anew, as before signing."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def text(response: Any) -> str:
    """The page as it was sent, its white space counted once, as a browser does."""
    return " ".join(response.content.decode().split())
