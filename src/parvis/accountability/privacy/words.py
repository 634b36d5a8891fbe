"""The words under which the copy of somebody’s data and the register name what is kept."""

import datetime as dt
import re

from parvis.ground.core import french

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(\+[\d:]+)?)?")
"""A date or an hour as the reusable file writes it."""

SECRETS = {"password", "data", "token", "token_secret", "session_key", "key", "salt", "secret", "reason_hash"}
"""Fields that open doors: they are not data about a person, and never leave."""

TECHNICAL = {
    "id", "authority", "folded_name", "merged_into", "content_type", "object_id", "owner_type", "owner_id", "about_url",
    "batch", "claimed_at", "digest", "group_key", "message_id", "model", "public_url", "ref", "url",
}  # fmt: skip
"""What only the software needs."""

TABLES = {
    "account.emailaddress": "Adresses de connexion",
    "mfa.authenticator": "Seconds facteurs",
    "socialaccount.socialaccount": "Comptes d’un service d’identité",
    "usersessions.usersession": "Sessions ouvertes",
}

FIELDS = {
    "abstentions": "abstentions", "answer_approved_by": "réponse approuvée par", "answered_by": "réponse saisie par",
    "answers": "en réponse à", "author": "auteur", "by": "par", "by_proxy": "par pouvoir", "cast_by": "saisi par",
    "claim": "état de frais", "commission": "commission", "commitment": "engagement", "convocation": "convocation",
    "created_at": "créé le", "decision": "décision", "department": "service", "desk": "accueil",
    "drafted_by": "écrit par", "edited_by": "modifié par", "format": "format", "from_state": "état d’avant",
    "giver": "de la part de", "granted_by": "accordé par", "hidden_by": "masqué par", "holder": "confié à",
    "ip": "adresse du réseau", "item": "point de l’ordre du jour", "last_reminder": "dernier rappel",
    "last_seen_at": "vue la dernière fois le", "last_used_at": "utilisé la dernière fois le", "line": "acte",
    "meeting": "réunion", "message": "message", "minutes": "compte rendu", "offer": "trajet",
    "organisation": "organisation", "person": "personne", "procedure": "procédure", "produced_by": "produit par",
    "proposed_by": "proposé par", "recorded_by": "noté par", "referral": "saisine", "response": "réponse",
    "scheme": "dispositif", "settled_by": "traité par", "site": "site", "stored": "fichier", "template": "modèle",
    "text": "texte", "to_state": "état d’après", "type": "nature", "uid": "identifiant",
    "updated_at": "mis à jour le", "user": "compte",
    "user_agent": "navigateur", "version": "version", "vote": "vote", "written_by": "écrit par",
    "written_up_by": "mis par écrit par",
}  # fmt: skip
"""What a field whose model gives it no name is about."""


OWN = {("meetings.checkinentry", "at"): "arrivée notée le", ("workload.recoveryuse", "minutes"): "durée en minutes"}
"""Fields whose name says enough in a form, and nothing away from it."""


def table_words(model):
    return capital(TABLES.get(model._meta.label_lower, model._meta.verbose_name_plural))


def field_words(field):
    """The name that forms give the field; a model in which it is never shown leaves it that of its column."""
    if (own := (field.model._meta.label_lower, field.name)) in OWN:
        return OWN[own]
    given = str(field.verbose_name)
    if given != field.name.replace("_", " "):
        return given
    return FIELDS.get(field.name, given)


def value_words(value):
    """A value of the copy as one reads it: « oui », a date in full."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return value
    if "T" in value:
        return french.full_datetime(dt.datetime.fromisoformat(value))
    return french.full_date(dt.date.fromisoformat(value))


def capital(words):
    words = str(words)
    return words[:1].upper() + words[1:]
