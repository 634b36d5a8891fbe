"""Requests of people about their data, and the traces that erasures and purges leave."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet, MayBeLate
from parvis.ground.core.personal import PersonalData, Retention

from . import rules
from .choices import OPEN, PURGE_STEPS, STEPS, PurgeStatus, Right, Status


class DataSubjectRequestQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(authority__in=user.grants.authorities(*rules.READERS)) | Q(user=user))

    def open(self):
        return self.filter(status__in=OPEN)

    def for_list(self):
        return self.select_related("person")

    def for_record(self):
        return self.select_related("authority", "person", "user")


class DataSubjectRequest(MayBeLate, AuthorityOwned):
    """Somebody exercises a right on their data (RGPD, art. 12 to 22). Answered within a month, three if complex."""

    personal = PersonalData(
        purpose="Réponse aux demandes des personnes sur leurs données",
        subject="person",
        basis="obligation légale",
        fields={"name": "personne effacée", "email": "", "details": "", "answer": "", "identity": ""},
        retention=Retention(since="closed_on", months=60, then="anonymise"),
        keep="preuve du traitement de la demande (RGPD, art. 12)",
    )

    STEPS = STEPS
    RULES = "privacy@2026-11"
    TONES = {
        Status.RECEIVED: "wait", Status.IDENTITY_CHECK: "wait", Status.IN_PROGRESS: "go", Status.EXTENDED: "go",
        Status.ANSWERED: "done", Status.REFUSED: "off", Status.CLOSED: "done",
    }  # fmt: skip

    right = models.CharField("droit exercé", max_length=20, choices=Right.choices)
    name = models.CharField("nom", max_length=160)
    email = models.EmailField("adresse électronique", blank=True)
    details = models.TextField("précisions", max_length=4000, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="data_requests",
        verbose_name="fiche concernée",
    )  # fmt: skip
    status = models.CharField("état", max_length=15, choices=Status.choices, default=Status.RECEIVED, editable=False)
    received_on = models.DateField("reçue le", default=clock.today)
    due_on = models.DateField("réponse due le")
    identity = models.CharField("comment l’identité a été vérifiée", max_length=300, blank=True, editable=False)
    extension_reason = models.TextField("raison de la prolongation", max_length=2000, blank=True, editable=False)
    refusal_reason = models.TextField("raison du refus", max_length=2000, blank=True, editable=False)
    answer = models.TextField("réponse", max_length=5000, blank=True, editable=False)
    answered_on = models.DateField("réponse donnée le", null=True, editable=False)
    closed_on = models.DateField("close le", null=True, editable=False)

    objects = DataSubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande sur ses données"
        verbose_name_plural = "demandes sur les données"
        ordering = ["due_on", "pk"]
        rules_permissions = {
            "list": rules.reads_requests,
            "view": rules.reads_requests | rules.is_requester,
            "add": rules.files_requests,
            "decide": rules.decides_requests,
            "read_data": rules.decides_requests,
        }
        indexes = [models.Index(fields=["authority", "status", "due_on"], name="data_request_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="data_request_has_a_name"),
            models.CheckConstraint(condition=Q(due_on__gt=F("received_on")), name="data_request_due_later"),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(refusal_reason=""), name="data_request_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.EXTENDED) | ~Q(extension_reason=""),
                name="data_request_extended_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ANSWERED, Status.REFUSED]) | Q(answered_on__isnull=False),
                name="data_request_answer_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_on__isnull=False), name="data_request_closed_is_dated"
            ),
        ]

    def __str__(self):
        return f"Demande n° {self.pk}, {self.get_right_display()}"

    def get_desk_url(self):
        return address("desk:privacy:detail", self.pk)

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_late(self):
        return self.is_open and self.due_on < clock.today()


class TraceQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.PURGE_READERS))

    def for_list(self):
        return self.select_related("prepared_by", "approved_by")

    for_record = for_list


class PurgeRun(AuthorityOwned):
    """What has outlived its time: prepared, shown, approved, done. The counts stay; the data do not."""

    personal = PersonalData(
        purpose="Preuve des purges", subject="prepared_by", keep="preuve du respect des durées de conservation"
    )

    STEPS = PURGE_STEPS
    TONES = {PurgeStatus.PREPARED: "wait", PurgeStatus.DONE: "done", PurgeStatus.DISCARDED: "off"}

    status = models.CharField(
        "état", max_length=10, choices=PurgeStatus.choices, default=PurgeStatus.PREPARED, editable=False
    )
    as_of = models.DateField("au", default=clock.today)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="préparée par"
    )
    prepared_at = models.DateTimeField("préparée le", default=clock.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="approuvée par"
    )
    done_at = models.DateTimeField("faite le", null=True)
    planned = models.JSONField("prévu", default=list)
    done = models.JSONField("fait", default=list)

    objects = TraceQuerySet.as_manager()

    class Meta:
        verbose_name = "purge"
        verbose_name_plural = "purges"
        ordering = ["-prepared_at", "-pk"]
        rules_permissions = {
            "list": rules.reads_purges,
            "view": rules.reads_purges,
            "add": rules.prepares_purges,
            "approve": rules.approves_purges,
            "discard": rules.prepares_purges,
        }
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=PurgeStatus.DONE) | Q(done_at__isnull=False, approved_by__isnull=False),
                name="purge_done_is_dated_and_signed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="purge_approved_by_another"
            ),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(status=PurgeStatus.PREPARED), name="purge_one_at_a_time"
            ),
        ]

    def __str__(self):
        return f"Purge du {self.as_of:%d/%m/%Y}"

    def get_desk_url(self):
        return address("desk:privacy:purge", self.pk)

    @property
    def planned_count(self):
        return sum(line["count"] for line in self.planned)

    @property
    def done_count(self):
        return sum(line["erased"] for line in self.done)


class ErasureQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.READERS))

    def for_list(self):
        return self.select_related("by", "request")

    for_record = for_list


class Erasure(AuthorityOwned):
    """The trace of an erasure asked by somebody: what was emptied, what stays and why. Ids and counts only."""

    personal = PersonalData(purpose="Preuve des effacements", subject="by", keep="preuve de la réponse donnée")

    request = models.ForeignKey(
        DataSubjectRequest, null=True, on_delete=models.PROTECT, related_name="erasures", verbose_name="demande"
    )
    person_ref = models.BigIntegerField("fiche", null=True)
    user_ref = models.BigIntegerField("compte", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="par")
    at = models.DateTimeField("effacé le", default=clock.now)
    lines = models.JSONField("par table", default=list)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = "effacement"
        verbose_name_plural = "effacements"
        ordering = ["-at", "-pk"]
        rules_permissions = {"view": rules.reads_requests}

    def __str__(self):
        return f"Effacement du {self.at:%d/%m/%Y}"
