"""Second factors: those that can be used on one host. A passkey works only where it was made."""

import hashlib

from allauth.mfa.models import Authenticator

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What proves that one is there; recovery codes only replace a lost proof."""


def works_on(authenticator, host):
    """Whether this authenticator can be used on this host name."""
    if authenticator.type != Authenticator.Type.WEBAUTHN:
        return True
    # The credential carries the hash of the relying party it was made for (WebAuthn, section 6.1).
    return authenticator.wrap().authenticator_data.rp_id_hash == hashlib.sha256(host.encode()).digest()


def usable(user, host, types=PROOFS):
    """The authenticators of these types that the person can use on this host."""
    return [row for row in Authenticator.objects.filter(user=user.pk, type__in=types) if works_on(row, host)]
