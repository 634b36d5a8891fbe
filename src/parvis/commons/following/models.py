"""What somebody follows by e-mail, without an account: an address, and the public record it is about."""

from django.db import models
from django.db.models import Q

from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention
from parvis.ground.mailing.recipients import Recipient


class FollowQuerySet(AuthorityQuerySet):
    def about(self, record):
        """Those of one record, whatever its table."""
        return self.filter(about=code_of(record))

    def confirmed(self):
        """Those whose address answered, and was not erased since."""
        return self.exclude(confirmed_at=None).exclude(email="")

    def of_the_address(self, follow):
        """Everything that the same address follows on the same authority."""
        return self.filter(authority=follow.authority_id, email=follow.email)


class Follow(AuthorityOwned):
    """An address that asked to hear of a public record. Nothing leaves before it is confirmed; stopping deletes it."""

    personal = PersonalData(
        purpose="Suivi par courriel d’une saisine ou d’un engagement, à la demande de la personne",
        subject="",
        address="email",
        fields={"email": ""},
        basis="consentement",
        retention=Retention(since="told_at", months=24, then="erase"),
    )

    about = models.CharField("à propos de", max_length=120)
    email = models.CharField("adresse électronique", max_length=254, blank=True)
    asked_at = models.DateTimeField("demandé le")
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    told_at = models.DateTimeField("dernier message", null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = "suivi par courriel"
        verbose_name_plural = "suivis par courriel"
        indexes = [models.Index(fields=["about", "confirmed_at"], name="follow_by_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "email", "about"], condition=~Q(email=""), name="follow_once_per_address"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, told_at__isnull=True)
                | Q(confirmed_at__isnull=False, told_at__isnull=False),
                name="follow_told_once_confirmed",
            ),
        ]

    def __str__(self):
        return self.about

    def recipient(self):
        """The address as a letter reaches it."""
        return Recipient(name="", email=self.email, ref=ref_of(self.pk))


def code_of(record):
    """« referrals.referral:12 »: a record whose table the commons do not know."""
    return f"{record._meta.label_lower}:{record.pk}"


def ref_of(pk):
    """What messages keep of the follow that they answer."""
    return f"following.follow:{pk}"
