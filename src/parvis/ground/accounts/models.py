"""Who signs in. The account is unique on the installation; person, roles and preferences belong to an authority."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rules.contrib.models import RulesModel
from rules.permissions import has_perm

from parvis.ground.authorities.grants import Grants
from parvis.ground.core.models import AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import rules


class UserManager(BaseUserManager):
    """Accounts are found by their folded e-mail."""

    @transaction.atomic
    def create_user(self, email, password=None, **fields):
        """An account that somebody opens for another: the first code received at its address confirms it."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        user.emailaddress_set.create(email=user.email, primary=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser):
    """An account: an e-mail, a display name, and the ways to prove that one is its holder."""

    personal = PersonalData(
        purpose="Compte d’accès",
        subject="self",
        fields={"email": lambda row: f"efface-{row.pk}@exemple.invalid", "name": "auteur supprimé"},
        retention=Retention(since="last_seen_at", months=24),
    )

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom affiché", max_length=120)
    is_active = models.BooleanField("actif", default=True)
    date_joined = models.DateTimeField("créé le", auto_now_add=True)
    last_seen_at = models.DateTimeField("vu la dernière fois le", null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @cached_property
    def grants(self):
        """What this person may do today, on every authority; read once per request."""
        return Grants(self)

    def has_perm(self, perm, obj=None):
        """Rights come from the rules declared beside each model, and from nowhere else."""
        return self.is_active and has_perm(perm, self, obj)

    def has_perms(self, perms, obj=None):
        return all(self.has_perm(perm, obj) for perm in perms)

    is_staff = False
    is_superuser = False


class ConnectionLogQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.LOG_READERS))

    def for_list(self):
        return self.select_related("user")


class ConnectionLog(RulesModel):
    """Who signed in, by which means, from which network, and what failed. Apart from the journal, purged by rule.

    CNIL recommendation on logging: six months to one year (see `due.RULES`). The address is cut to its network.
    """

    personal = PersonalData(
        purpose="Sécurité des accès",
        subject="user",
        basis="intérêt légitime de sécurité",
        retention=Retention(since="at", months=12, then="erase"),
        keep="sécurité du système d’information",
    )

    class Event(models.TextChoices):
        SIGNED_IN = "signed_in", _("connexion")
        SIGNED_OUT = "signed_out", _("déconnexion")
        FAILED = "failed", _("échec de connexion")
        REFUSED = "refused", _("identité refusée")
        SESSIONS_ENDED = "sessions_ended", _("fin d’autres sessions")

    at = models.DateTimeField("date", default=timezone.now, db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="compte")
    authority = models.ForeignKey("authorities.Authority", null=True, on_delete=models.CASCADE, related_name="+")
    event = models.CharField("événement", max_length=20, choices=Event.choices)
    method = models.CharField("moyen", max_length=40, blank=True)
    reason = models.CharField("motif", max_length=200, blank=True)
    network = models.CharField("réseau", max_length=45, blank=True)

    objects = ConnectionLogQuerySet.as_manager()

    class Meta:
        rules_permissions = {"view": rules.reads_connections}
        verbose_name = "trace de connexion"
        verbose_name_plural = "traces de connexion"
        ordering = ["-at"]
        indexes = [models.Index(fields=["authority", "-at"], name="connection_log_of_authority")]

    def __str__(self):
        return f"{self.get_event_display()} le {self.at:%d/%m/%Y}"


class DemoPersona(models.Model):
    """Somebody whom a demonstration offers to be, in one click."""

    personal = None

    authority = models.ForeignKey("authorities.Authority", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("fonction", max_length=120)
    can_do = models.CharField("ce que l’on peut faire", max_length=300)
    landing = models.CharField("page d’arrivée", max_length=200, default="/gestion/")
    rank = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "personne de démonstration"
        verbose_name_plural = "personnes de démonstration"
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["authority", "user"], name="demo_persona_once")]

    def __str__(self):
        return self.title
