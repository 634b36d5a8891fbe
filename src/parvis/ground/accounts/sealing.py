"""Secrets that must be read again (keys of applications, keys of identity services) are sealed in the database.

The key comes from `SECRET_KEY`; what an older key sealed is still read while it stands in `SECRET_KEY_FALLBACKS`.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text):
    """The text made unreadable to whoever holds the database without the key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed):
    """The text again. Raises `ValueError` when no known key sealed it."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("Ce secret a été scellé avec une autre clé (PARVIS_SECRET_KEY).") from error


def _keys():
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret):
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"parvis.sealing{secret}".encode()).digest()))
