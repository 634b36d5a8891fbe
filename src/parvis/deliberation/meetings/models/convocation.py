"""Who is called to a meeting, what left for them, what they answered and what they need in order to come."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from parvis.ground.core.keys import private_key
from parvis.ground.core.personal import PersonalData, Retention

from .. import rules
from ..choices import Answer, ConvocationKind, NeedKind, SendingKind
from .meeting import Meeting
from .parts import Part, PartQuerySet


class ConvocationQuerySet(PartQuerySet):
    """People called, those who are not any more set apart."""

    def standing(self):
        """Those who are still called."""
        return self.filter(withdrawn_at=None)

    def told(self):
        """Those for whom something left already."""
        return self.filter(Exists(Sending.objects.filter(convocation=OuterRef("pk"))))

    def for_list(self):
        """By name, each with the person."""
        return self.select_related("person").order_by("person__family_name", "person__given_name", "pk")


class Convocation(Part):
    """One person called to one meeting; its key makes the private link and the QR of the convocation."""

    personal = PersonalData(purpose="Convocations aux réunions", subject="person", keep="preuve de convocation")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="convocations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="convocations")
    kind = models.CharField(
        "à quel titre", max_length=10, choices=ConvocationKind.choices, default=ConvocationKind.MEMBER
    )
    key = models.CharField("clé du lien privé", max_length=32, default=private_key, unique=True, editable=False)
    answer = models.CharField("réponse", max_length=8, choices=Answer.choices, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField("réponse du", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("n’est plus convoquée depuis le", null=True, blank=True)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = "convocation"
        verbose_name_plural = "convocations"
        ordering = ["meeting", "pk"]
        rules_permissions = {"answer": rules.of_meeting(rules.prepares), "withdraw": rules.of_meeting(rules.leads)}
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="convened_once"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="convocation_answer_is_dated"
            ),
        ]

    def __str__(self):
        return f"convocation de {self.person_id}"

    @property
    def votes(self):
        """Whether the person counts for the quorum; a substitute does when they sit for a holder who is away."""
        return self.kind == ConvocationKind.MEMBER


class Sending(models.Model):
    """Proof of what left: one row a person and a sequence, for ever; never two."""

    personal = None

    convocation = models.ForeignKey(Convocation, on_delete=models.CASCADE, related_name="sendings")
    sequence = models.PositiveSmallIntegerField("numéro d’envoi")
    kind = models.CharField("envoi", max_length=14, choices=SendingKind.choices)
    queued_at = models.DateTimeField("préparé le")
    message = models.ForeignKey(
        "mailing.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="message"
    )

    class Meta:
        verbose_name = "envoi"
        verbose_name_plural = "envois"
        ordering = ["convocation", "sequence"]
        constraints = [models.UniqueConstraint(fields=["convocation", "sequence"], name="sent_once_a_sequence")]

    def __str__(self):
        return f"{self.get_kind_display()} n° {self.sequence}"

    @property
    def authority_id(self):
        return self.convocation.meeting.authority_id


class Proxy(Part):
    """A member who will be away gives their voice to another (*pouvoir*)."""

    personal = PersonalData(purpose="Pouvoirs donnés pour une réunion", subject="giver__person", keep="preuve du vote")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proxy_rows")
    giver = models.OneToOneField(Convocation, on_delete=models.CASCADE, related_name="proxy_given")
    holder = models.ForeignKey(Convocation, on_delete=models.CASCADE, related_name="proxies_held")
    given_at = models.DateTimeField("donné le")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "pouvoir"
        verbose_name_plural = "pouvoirs"
        ordering = ["meeting", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(giver=F("holder")), name="proxy_goes_to_somebody_else")]

    def __str__(self):
        return f"pouvoir de {self.giver_id} à {self.holder_id}"


class Need(models.Model):
    """What somebody needs in order to come, said by them, with their consent; erased fifteen days after."""

    personal = PersonalData(
        purpose="Accueil des participants : repas, accessibilité, garde, transport",
        subject="convocation__person",
        basis="consentement",
        fields={"detail": ""},
        # The product itself erases them after fifteen days (`needs.forget`); the purge is the ceiling.
        retention=Retention(since="convocation__meeting__starts_at", months=1),
    )

    convocation = models.ForeignKey(Convocation, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField("besoin", max_length=10, choices=NeedKind.choices)
    code = models.CharField("choix", max_length=40)
    quantity = models.PositiveSmallIntegerField("combien", default=1)
    detail = models.CharField("précision", max_length=300, blank=True)
    consented_at = models.DateTimeField("accord donné le")

    class Meta:
        verbose_name = "besoin d’un participant"
        verbose_name_plural = "besoins des participants"
        ordering = ["kind", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["convocation", "kind", "code"], name="need_said_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=20), name="need_of_some"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def authority_id(self):
        return self.convocation.meeting.authority_id
