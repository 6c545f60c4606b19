"""Reads composed from several apps, for the pages of the portal."""
