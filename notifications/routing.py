"""Addresses of sockets; config/asgi.py checks their origin and finds their user."""

from django.urls import path

from .consumers import InboxConsumer

websocket_urlpatterns = [path("ws/inbox/", InboxConsumer.as_asgi())]
