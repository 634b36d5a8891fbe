"""Every message is a row, written in the transaction that causes it: a rollback sends nothing, nothing is lost."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import rules
from .choices import STEPS, TONES, Channel, Frequency, Status


class MessageQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.OUTBOX_READERS))

    def for_list(self):
        return self.select_related("authority")

    def for_record(self):
        return self.select_related("authority", "user", "batch")

    def troubles(self, states):
        """How many messages wait for an officer in each of these states: rows (`status`, `count`)."""
        rows = self.filter(status__in=list(states)).order_by("status")
        return rows.values("status").annotate(count=Count("pk"))

    def deliverable(self, now):
        """What may leave now, oldest first."""
        return self.filter(status=Status.WAITING, next_try_at__lte=now).order_by("pk")


class Message(AuthorityOwned):
    """One message for one person by one channel."""

    STEPS = STEPS
    TONES = TONES

    personal = PersonalData(
        purpose="Envoi des messages aux personnes concernées",
        subject="user",
        address="email",
        fields={"name": "", "email": "", "phone": "", "postal": "", "subject": "", "body": "", "calendar": ""},
        retention=Retention(since="created_at", months=24, then="anonymise"),
    )

    letter = models.CharField("message", max_length=80)
    about = models.CharField("à propos de", max_length=120, blank=True)
    about_url = models.CharField(max_length=300, blank=True)
    group_key = models.CharField(max_length=80, blank=True)
    group_label = models.CharField("regroupement", max_length=200, blank=True)
    channel = models.CharField("canal", max_length=10, choices=Channel.choices)
    name = models.CharField("destinataire", max_length=200)
    email = models.CharField("adresse électronique", max_length=254, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    postal = models.TextField("adresse postale", max_length=500, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ref = models.CharField(max_length=80, blank=True)
    subject = models.CharField("objet", max_length=300)
    body = models.TextField("texte", blank=True)
    calendar = models.TextField("invitation iCalendar", blank=True)
    why = models.CharField("raison de l’envoi", max_length=300, blank=True)
    essential = models.BooleanField("ne peut pas être arrêté", default=False)
    confidential = models.BooleanField("texte caché et effacé après l’envoi", default=False)
    never_twice = models.BooleanField("ne repart jamais dans le doute", default=False)
    once = models.CharField("clé d’unicité", max_length=200, null=True, blank=True)
    attachments = models.ManyToManyField("documents.StoredFile", blank=True, related_name="+")
    status = models.CharField("état", max_length=12, choices=Status.choices, default=Status.WAITING)
    sendings = models.PositiveSmallIntegerField("renvois demandés", default=0)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_try_at = models.DateTimeField("prochain essai", null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField("remis au serveur de courrier à", null=True, blank=True)
    sent_at = models.DateTimeField("parti le", null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    error = models.CharField("dernière erreur", max_length=300, blank=True)
    batch = models.ForeignKey(
        "mailing.PostBatch", null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    digest = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="contents")
    created_at = models.DateTimeField("écrit le", db_index=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        rules_permissions = {
            "view": rules.reads_outbox,
            "read": rules.reads_content,
            "resend": rules.runs_outbox,
            "cancel": rules.runs_outbox,
            "post": rules.runs_outbox,
        }
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="message_to_deliver"),
            models.Index(fields=["authority", "-id"], name="message_outbox"),
            models.Index(fields=["authority", "-created_at"], name="message_outbox_by_day"),
            models.Index(fields=["message_id"], name="message_by_message_id"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority", "once"], name="message_only_once"),
            models.CheckConstraint(
                condition=~Q(status=Status.SENT) | Q(sent_at__isnull=False), name="message_dated_once_sent"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PRINTED) | Q(batch__isnull=False), name="message_printed_in_a_batch"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WAITING) | Q(next_try_at__isnull=False), name="message_waits_for_a_time"
            ),
        ]

    def __str__(self):
        return self.subject

    def get_desk_url(self):
        return address("desk:settings:message", self.pk)

    @property
    def has_its_text(self):
        """The text of a confidential message is erased once it left: it cannot leave again."""
        return bool(self.body)


class PostBatchQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.CONTENT_READERS))

    def for_list(self):
        return self.select_related("made_by").annotate(letters=Count("messages"))

    def for_record(self):
        return self.select_related("made_by", "document__stored")


class PostBatch(AuthorityOwned):
    """Letters to people without e-mail, printed together as one PDF."""

    personal = None

    made_at = models.DateTimeField("préparé le")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="préparé par"
    )
    document = models.ForeignKey(
        "documents.ProducedDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    posted_on = models.DateField("posté le", null=True, blank=True)

    objects = PostBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "courrier groupé"
        verbose_name_plural = "courriers groupés"
        rules_permissions = {"view": rules.reads_content, "make": rules.runs_outbox, "post": rules.runs_outbox}

    def __str__(self):
        return f"courrier groupé n° {self.pk}"

    def get_desk_url(self):
        return address("desk:settings:batch", self.pk)


class Preference(models.Model):
    """What somebody wants to receive from an authority, and how often; found by account or by e-mail."""

    personal = PersonalData(
        purpose="Préférences d’envoi", subject="user", address="email", fields={"email": ""}, basis="consentement"
    )

    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    email = models.CharField("adresse électronique", max_length=254)
    frequency = models.CharField("rythme", max_length=10, choices=Frequency.choices, default=Frequency.NOW)
    stopped = models.JSONField("messages arrêtés", default=list, blank=True)
    all_stopped = models.BooleanField("tous les messages facultatifs arrêtés", default=False)
    by_post = models.BooleanField("écrire par courrier, l’adresse électronique ne fonctionne pas", default=False)
    bounces = models.PositiveSmallIntegerField("retours", default=0)
    bounced_at = models.DateTimeField("dernier retour", null=True, blank=True)

    class Meta:
        verbose_name = "préférence d’envoi"
        verbose_name_plural = "préférences d’envoi"
        constraints = [
            # Erased addresses are all empty: each leaves its row.
            models.UniqueConstraint(
                fields=["authority", "email"], condition=~Q(email=""), name="preference_once_per_address"
            )
        ]

    def __str__(self):
        return self.email

    def refuses(self, letter):
        return self.all_stopped or letter in self.stopped


class SentAlert(models.Model):
    """A dated alert of a deadline, already sent: written with its messages, so that it never leaves twice."""

    personal = None

    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    about = models.CharField("à propos de", max_length=120)
    code = models.CharField("alerte", max_length=80)
    on = models.DateField("date")

    class Meta:
        verbose_name = "alerte envoyée"
        verbose_name_plural = "alertes envoyées"
        constraints = [models.UniqueConstraint(fields=["about", "code", "on"], name="alert_sent_once")]

    def __str__(self):
        return f"{self.code} {self.on}"
