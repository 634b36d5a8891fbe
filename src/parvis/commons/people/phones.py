"""Telephone numbers, kept in the international form so that two spellings of one number are equal."""

import phonenumbers

REGION = "FR"


def canonical(text):
    """« 06 12 34 56 78 » → « +33612345678 »; a number that cannot be read stays as it was typed."""
    number = _parsed(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else text.strip()


def shown(text):
    """« +33612345678 » → « 06 12 34 56 78 »; a foreign number keeps its country code."""
    number = _parsed(text)
    if not number:
        return text
    here = number.country_code == phonenumbers.country_code_for_region(REGION)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if here else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def is_valid(text):
    """Whether the number is long enough and of a known kind; numbers kept for fiction pass."""
    return _parsed(text) is not None


def _parsed(text):
    if not text or not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
