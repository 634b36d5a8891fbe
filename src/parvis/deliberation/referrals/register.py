"""The register: one number after the other, per authority and year, without a gap or a duplicate."""

from django.db.models import F

from .models import Referral, Register

DEFAULT_PREFIX = "S"


def take_number(authority, year):
    """The next (sequence, number) of that year: « S-2026-01 ».

    To be called in the transaction that numbers the referral: the row of the register stays locked until it ends, so
    that a refusal gives the number back and two people never get the same.
    """
    register, _ = Register.objects.get_or_create(
        authority=authority, year=year, defaults={"prefix": prefix_of(authority)}
    )
    Register.objects.filter(pk=register.pk).update(last=F("last") + 1)
    register.refresh_from_db(fields=["last", "prefix"])
    _skip_taken(register)
    return register.last, f"{register.prefix}-{year}-{register.last:02}"


def _skip_taken(register):
    """A number that a file received from elsewhere (an import of past years) already bears is passed over."""
    taken = set(
        Referral.objects.filter(authority=register.authority_id, year=register.year, sequence__gte=register.last)
        .values_list("sequence", flat=True)
    )  # fmt: skip
    while register.last in taken:
        register.last += 1
    Register.objects.filter(pk=register.pk).update(last=register.last)


def prefix_of(authority):
    """The prefix of the last register opened, « S » at first."""
    last = Register.objects.of(authority).order_by("-year").values_list("prefix", flat=True).first()
    return last or DEFAULT_PREFIX


def set_prefix(authority, *, year, prefix, by):
    """Change the prefix of the numbers to come; those given stay."""
    from parvis.ground.journal.acts import record

    register, _ = Register.objects.update_or_create(authority=authority, year=year, defaults={"prefix": prefix})
    record(register, "set_register_prefix", by=by, facts={"prefix": prefix})
    return register
