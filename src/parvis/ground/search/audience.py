"""Who may find a row: codes put beside its words in the index, and the codes that a person holds.

An audience narrows what is looked up; the rows found are then checked against `visible_to`, so that a stale audience
never shows anything.
"""

from parvis.ground.authorities.choices import STAFF


def public():
    """Everybody."""
    return "public"


def staff(authority_id):
    """Whoever enters the desk of the authority."""
    return f"staff:{authority_id}"


def persona(authority_id, code):
    """Whoever holds this role on the authority."""
    return f"role:{authority_id}:{code}"


def scheme(scheme_id):
    """Whoever holds a role on the scheme."""
    return f"scheme:{scheme_id}"


def person_user(user_id):
    """One account."""
    return f"user:{user_id}"


def audiences_of(user, authority):
    """The codes a person holds on one authority."""
    codes = [public()]
    if not user.is_authenticated:
        return codes
    grants = user.grants
    if grants.has(STAFF, authority.pk):
        codes.append(staff(authority.pk))
    codes += [persona(authority.pk, code) for code in sorted(grants.personas(authority.pk))]
    codes += [scheme(pk) for pk in grants.schemes(authority_id=authority.pk)]
    return [*codes, person_user(user.pk)]


def token(authority_id, code):
    """The code as one word of the index; it carries the authority, so that none finds another's rows."""
    return f"a{authority_id}" + "".join(c for c in code if c.isalnum())
