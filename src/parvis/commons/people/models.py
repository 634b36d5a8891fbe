"""People and organisations as an authority knows them, in which capacity they act, and what they agreed to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention
from parvis.ground.core.text import fold
from parvis.ground.core.validators import validate_siret
from parvis.ground.mailing.recipients import Recipient

from . import phones, rules
from .choices import Channel, Gender, OrganisationKind, Purpose, RoleKind
from .links import still_named
from .validators import validate_phone, validate_postcode, validate_rna

IN_CHARGE = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT)


def _read_by(user):
    """The rows of the authorities whose people somebody reads."""
    return Q(authority__in={*user.grants.authorities(*rules.READERS), *rules.glass_broken_on(user)})


class PersonQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        seen = _read_by(user) | Q(user=user)
        if (held := rules.colleagues_of(user)) is not None:
            seen |= models.Exists(held.filter(user=models.OuterRef("user"), authority=models.OuterRef("authority")))
        return self.filter(seen)

    def for_list(self):
        return self.select_related("territory").prefetch_related("roles__organisation")

    def for_record(self):
        return self.select_related("territory", "user", "photo")

    def elected_on(self, day):
        """Those who sit on the authority's governing assembly that day."""
        seats = PersonRole.objects.in_force(day).filter(kind=RoleKind.ELECTED, organisation=None)
        return self.filter(pk__in=seats.values("person"))

    def in_charge_on(self, day):
        """Elected members, and those who hold a role in the administration that day: who signs and answers."""
        here = models.F("user__persons__authority")
        staff = Role.objects.in_force(day).filter(persona__in=IN_CHARGE, authority=here).values("user__persons")
        return self.filter(Q(pk__in=self.model.objects.elected_on(day).values("pk")) | Q(pk__in=staff))

    def bulk_create(self, objs, *args, **kwargs):
        for person in objs:
            person.settle()
        return super().bulk_create(objs, *args, **kwargs)


class LivingPeople(models.Manager.from_queryset(PersonQuerySet)):
    """Without the records that were merged into another: they stay in the table only to undo the merge."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)


class Person(AuthorityOwned):
    """Somebody known to an authority, with or without an account. One record per person and authority."""

    personal = PersonalData(
        purpose="Relations avec les personnes qui participent ou représentent une organisation",
        subject="self",
        fields={
            "given_name": "",
            "family_name": "personne effacée",
            "folded_name": lambda row: f"personne effacee {row.pk}",
            "gender": "",
            "birth_date": None,
            "email": "",
            "phone": "",
            "address_line": "",
            "postcode": "",
            "city": "",
            "occupation": "",
            "channel": Channel.NONE,
            "photo": None,
            "user": None,
        },
        # CNIL: three years after the last contact, unless a mandate or a file still names the person.
        retention=Retention(since="updated_at", months=36, unless=still_named),
    )

    NAMED_BY = ("given_name", "family_name")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="persons",
        verbose_name="compte",
    )  # fmt: skip
    given_name = models.CharField("prénom", max_length=80, blank=True)
    family_name = models.CharField("nom", max_length=80)
    folded_name = models.CharField(max_length=170, editable=False)
    gender = models.CharField("genre", max_length=1, choices=Gender.choices, blank=True)
    birth_date = models.DateField("date de naissance", null=True, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True, validators=[validate_phone])
    address_line = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True, validators=[validate_postcode])
    city = models.CharField("commune", max_length=80, blank=True)
    territory = models.ForeignKey(
        "authorities.Territory", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="territoire",
    )  # fmt: skip
    occupation = models.CharField("profession ou activité", max_length=120, blank=True)
    channel = models.CharField("lui écrire", max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    photo = models.ForeignKey(
        "documents.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="photographie",
    )  # fmt: skip
    merged_into = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField("créée le", default=clock.now, editable=False)
    updated_at = models.DateTimeField("dernière mise à jour", default=clock.now, editable=False)

    objects = LivingPeople()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        ordering = ["family_name", "given_name", "pk"]
        rules_permissions = {
            "list": rules.lists_people,
            "view": rules.sees_person,
            "contact": rules.reads_contact,
            "add": rules.keeps_people,
            "change": rules.keeps_people,
            "merge": rules.keeps_people,
            "import": rules.keeps_people,
            "export": rules.keeps_people,
        }
        indexes = [
            models.Index(fields=["authority", "folded_name"], name="person_by_name"),
            models.Index(
                fields=["authority", "family_name", "given_name", "id", "user"],
                condition=Q(merged_into=None),
                name="person_in_order",
            ),
            models.Index(fields=["authority", "email"], name="person_by_email"),
            models.Index(fields=["authority", "phone"], name="person_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "user"], condition=Q(user__isnull=False), name="person_one_per_account"
            ),
            models.CheckConstraint(condition=~Q(family_name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(user=None), name="person_merged_has_no_account"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="person_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, update_fields=None, **kwargs):
        self.settle()
        self.updated_at = clock.now()
        if update_fields is not None:
            update_fields = {*update_fields, "folded_name", "updated_at", "email", "phone"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def settle(self):
        """Bring names, e-mail and phone to the form in which they are compared."""
        self.folded_name = fold_name(self.given_name, self.family_name)
        self.email = self.email.strip().lower()
        self.phone = phones.canonical(self.phone)

    def get_desk_url(self):
        return address("desk:people:detail", self.pk)

    @property
    def full_name(self):
        """« Mathilde Larrieu »."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def phone_words(self):
        """« 06 12 34 56 78 »."""
        return phones.shown(self.phone)

    @property
    def postal_address(self):
        """The lines of an envelope, empty when the address is not complete."""
        if not (self.address_line and self.city):
            return ""
        return "\n".join([self.full_name, self.address_line, f"{self.postcode} {self.city}".strip()])

    def age_on(self, day):
        """Whole years on that day, None when the birth date is not known."""
        if self.birth_date is None:
            return None
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def recipient(self):
        """How letters reach this person."""
        return Recipient(
            name=self.full_name, email=self.email, phone=self.phone, postal=self.postal_address,
            channel=self.channel, user_id=self.user_id, ref=f"people.person:{self.pk}",
        )  # fmt: skip

    def consents_to(self, purpose):
        """Whether a consent given for this purpose still holds (fetch `consents` first on a list)."""
        return any(c.purpose == purpose and c.withdrawn_at is None for c in self.consents.all())

    @property
    def photo_url(self):
        """Address of the photograph on the public side, empty without a photograph or without consent."""
        may_be_shown = self.photo_id and self.consents_to(Purpose.PHOTO)
        return address("public:people:photo", self.pk) if may_be_shown else ""

    @property
    def current_roles(self):
        """In which capacities the person acts today."""
        today = clock.today()
        return [role for role in self.roles.all() if role.is_in_force(today)]


def fold_name(given_name, family_name):
    """The name as duplicates are looked for: without accents, case, hyphens, in alphabetical order of its words."""
    words = fold(f"{family_name} {given_name}").replace("-", " ").replace("’", " ").replace("'", " ").split()
    return " ".join(sorted(words))[:170]


class OrganisationQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        own = PersonRole.objects.filter(person__user=user, organisation__isnull=False).in_force()
        return self.filter(_read_by(user) | Q(pk__in=own.values("organisation")))

    def for_list(self):
        return self.annotate(people_count=models.Count("roles__person", distinct=True))


class Organisation(AuthorityOwned):
    """An association, a company, a public body: what people act for."""

    personal = PersonalData(
        purpose="Relations avec les organisations",
        subject="",
        keep="données d’une personne morale ; les personnes qui la représentent ont leur propre fiche",
    )

    NAMED_BY = ("name",)

    name = models.CharField("nom", max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    kind = models.CharField(
        "nature", max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.ASSOCIATION
    )
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    rna = models.CharField("numéro RNA", max_length=10, blank=True, validators=[validate_rna])
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True, validators=[validate_phone])
    address = models.TextField("adresse postale", max_length=400, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name", "pk"]
        rules_permissions = {
            "list": rules.reads_people,
            "view": rules.reads_people | rules.is_own_organisation,
            "add": rules.keeps_people,
            "change": rules.keeps_people,
        }
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(
                fields=["authority", "siret"], condition=~Q(siret=""), name="organisation_siret_once"
            ),
            models.UniqueConstraint(fields=["authority", "rna"], condition=~Q(rna=""), name="organisation_rna_once"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        self.folded_name = fold(self.name)[:200]
        self.phone = phones.canonical(self.phone)
        if update_fields is not None:
            update_fields = {*update_fields, "folded_name", "phone"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_desk_url(self):
        return address("desk:people:organisation", self.pk)


class OfPeopleQuerySet(models.QuerySet):
    """Rows that belong to a person: seen by whoever sees the person."""

    def of(self, authority):
        return self.filter(person__authority=authority)

    def visible_to(self, user):
        return self.filter(person__in=Person.objects.visible_to(user))

    def for_record(self):
        return self.select_related("person__authority")


class PersonRoleQuerySet(OfPeopleQuerySet):
    def in_force(self, on=None):
        on = on or clock.today()
        started = Q(starts_on=None) | Q(starts_on__lte=on)
        return self.filter(started).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class PersonRole(RulesModel):
    """In which capacity a person acts: elected member of the assembly, president of an association, expert."""

    personal = PersonalData(
        purpose="Qualité au titre de laquelle une personne participe",
        subject="person",
        fields={"title": ""},
        retention=Retention(since="ends_on", months=12),
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="roles",
        verbose_name="organisation",
    )  # fmt: skip
    kind = models.CharField("qualité", max_length=20, choices=RoleKind.choices, default=RoleKind.REPRESENTATIVE)
    title = models.CharField("fonction", max_length=120, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = PersonRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "fonction d’une personne"
        verbose_name_plural = "fonctions des personnes"
        ordering = ["-starts_on", "pk"]
        rules_permissions = {"view": rules.sees_person_of, "end": rules.keeps_people}
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(kind=RoleKind.ELECTED),
                name="person_role_somewhere_unless_elected",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="person_role_dates_in_order",
            ),
        ]

    def __str__(self):
        where = f", {self.organisation}" if self.organisation_id else ""
        return f"{self.title or self.get_kind_display()}{where}"

    @property
    def authority_id(self):
        return self.person.authority_id

    def is_in_force(self, on):
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)

    def get_desk_url(self):
        return self.person.get_desk_url()


class Consent(RulesModel):
    """One consent, given and perhaps withdrawn: a ledger line, never rewritten (RGPD, art. 7).

    A merge leaves it where it was given: an agreement belongs to the record on which it was collected.
    """

    personal = PersonalData(
        purpose="Preuve des consentements",
        subject="person",
        basis="consentement",
        fields={"proof": ""},
        retention=Retention(since="withdrawn_at", months=36),
        keep="preuve du consentement (RGPD, art. 7)",
    )
    merge_conflict = "leave"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", verbose_name="personne")
    purpose = models.CharField("objet", max_length=20, choices=Purpose.choices)
    given_at = models.DateTimeField("donné le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    proof = models.CharField("comment il a été recueilli", max_length=300)

    objects = OfPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = "consentement"
        verbose_name_plural = "consentements"
        ordering = ["-given_at", "-pk"]
        rules_permissions = {
            "view": rules.sees_person_of,
            "withdraw": rules.keeps_people | rules.is_person_of,
        }
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="consent_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="consent_dates_in_order"
            ),
        ]

    def __str__(self):
        return self.get_purpose_display()

    @property
    def authority_id(self):
        return self.person.authority_id

    def get_desk_url(self):
        return self.person.get_desk_url()


class PersonMergeQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(Persona.OFFICER))

    def for_record(self):
        return self.select_related("kept", "removed", "by")


class PersonMerge(AuthorityOwned):
    """The trace of a merge: which rows were repointed, so that it can be undone. Ids only."""

    personal = None

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField("lignes rattachées", default=dict)
    filled = models.JSONField("champs complétés", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("fusionnées le", default=clock.now)
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        rules_permissions = {"view": rules.keeps_people, "undo": rules.keeps_people}
        verbose_name = "fusion de fiches"
        verbose_name_plural = "fusions de fiches"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("removed")), name="merge_of_two_people"),
            models.UniqueConstraint(
                fields=["removed"], condition=Q(undone_at=None), name="merge_one_in_force_per_person"
            ),
        ]

    def __str__(self):
        return f"fusion {self.pk}"

    def get_desk_url(self):
        return self.kept.get_desk_url()


class NotDuplicates(AuthorityOwned):
    """Somebody looked: these two records are two people. They are not proposed again."""

    personal = None

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("dit le", default=clock.now)

    class Meta:
        verbose_name = "paire de personnes distinctes"
        verbose_name_plural = "paires de personnes distinctes"
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_duplicates_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicates_once"),
        ]

    objects = PersonMergeQuerySet.as_manager()

    def __str__(self):
        return f"personnes distinctes {self.first_id} et {self.second_id}"
