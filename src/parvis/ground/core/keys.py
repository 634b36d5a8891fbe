"""Keys of private links: whoever holds the address may read, until it is revoked or runs out."""

import secrets


def private_key():
    """A hundred and twenty-eight bits that nobody guesses, in twenty-two characters: short enough for a QR code."""
    return secrets.token_urlsafe(16)
