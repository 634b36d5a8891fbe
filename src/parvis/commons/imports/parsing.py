"""From the text of a cell to a value. Each raises `ValueError` with a French sentence; an empty cell gives `None`."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from parvis.ground.core.text import fold

YES = {"oui", "o", "vrai", "x", "1", "yes", "true"}
NO = {"non", "n", "faux", "0", "no", "false"}
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y")


def text(cell):
    """The words, without spaces around them; an empty cell gives an empty text."""
    return " ".join(cell.split(" ")).strip()


def _filled(parse):
    @wraps(parse)
    def apply(cell):
        cell = cell.strip()
        return parse(cell) if cell else None

    return apply


@_filled
def date(cell):
    """« 16/11/2026 », « 2026-11-16 », « 16.11.2026 », or a date cell of a spreadsheet."""
    cell = cell.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for pattern in FORMATS:
        try:
            return dt.datetime.strptime(cell, pattern).date()
        except ValueError:
            continue
    raise ValueError(f"« {cell} » n’est pas une date : écrivez le jour, le mois et l’année, par exemple 16/11/2026.")


@_filled
def integer(cell):
    compact = re.sub(r"[\s\u00a0\u202f]", "", cell).removesuffix(".0")
    if not re.fullmatch(r"-?\d+", compact):
        raise ValueError(f"« {cell} » n’est pas un nombre entier.")
    return int(compact)


@_filled
def cents(cell):
    """« 1 490,50 € » → 149050."""
    compact = re.sub(r"[\s\u00a0\u202f€]", "", cell).replace(",", ".")
    try:
        amount = Decimal(compact)
    except InvalidOperation:
        raise ValueError(f"« {cell} » n’est pas un montant : écrivez par exemple 1490,50.")
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"« {cell} » n’est pas un montant : deux décimales au plus, sans signe.")
    return int(amount * 100)


@_filled
def boolean(cell):
    word = fold(cell)
    if word in YES | NO:
        return word in YES
    raise ValueError(f"« {cell} » : écrivez oui ou non.")


def email(cell):
    """A folded address; an empty cell gives an empty text."""
    cell = cell.strip().lower()
    if cell:
        try:
            validate_email(cell)
        except ValidationError:
            raise ValueError(f"« {cell} » n’est pas une adresse électronique.")
    return cell


@_filled
def year(cell):
    value = integer(cell)
    if not 1900 <= value <= 2200:
        raise ValueError(f"« {cell} » n’est pas une année.")
    return value


def choice(choices, **synonyms):
    """A parser of one of these choices, by code or by label, or by other spellings: `choice(Status, clos="closed")`."""
    known = {fold(str(word)): code for code, label in choices.choices for word in (code, label)}
    known |= {fold(word.replace("_", " ")): str(code) for word, code in synonyms.items()}

    @_filled
    def parse(cell):
        if (code := known.get(fold(cell))) is None:
            expected = ", ".join(str(label) for _, label in choices.choices)
            raise ValueError(f"« {cell} » n’est pas connu : écrivez {expected}.")
        return code

    return parse


def checked(parse, *validators):
    """A parser whose value must also pass Django validators."""

    def apply(cell):
        value = parse(cell)
        for validator in validators if value not in (None, "") else ():
            try:
                validator(value)
            except ValidationError as error:
                raise ValueError(" ".join(error.messages))
        return value

    return apply
