"""Signing by the platform itself: PAdES with a certificate for each person, made at first use.

A root of our own certifies people and, where ``TIMESTAMP`` says local, our own time stamps. Readers see
"valid" once they trust that root; a contract that must convince a stranger's computer is signed through
a licensed service behind the same Protocol.
"""
