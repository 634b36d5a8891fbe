"""Text messages: an interface for providers, and one that prints, for demonstration and tests."""

import logging

log = logging.getLogger("parvis.sms")


class Provider:
    """Sends a text to a phone number; raises OSError when the provider cannot be reached."""

    def send(self, phone, text):
        raise OSError("Aucun fournisseur de SMS n’est configuré (PARVIS_SMS_PROVIDER).")


class ConsoleProvider(Provider):
    """Writes the text in the log instead of sending it."""

    def send(self, phone, text):
        log.info("SMS to …%s: %d characters", phone[-2:], len(text))
