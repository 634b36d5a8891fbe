"""What the bureau of a body decides, and an officer does in its name: by the matrix of part E the mission reads."""

from parvis.commons.schemes.queries import team_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.errors import Caution


def chair_of(referral):
    """The account of whoever chairs the body today, or None."""
    return team_of(referral.body, Persona.CHAIR).first()


def for_the_bureau(referral, by):
    """(the chair in whose name `by` acts, cautions): nobody when the chair acts, or when the product does by itself.

    When no chair has an account, the act asks who decided and how.
    """
    if by is None or by.grants.has_on_scheme((Persona.CHAIR,), referral.body_id):
        return None, ()
    chair = chair_of(referral)
    if chair is not None:
        return chair, ()
    words = "La présidence n’a pas de compte : écrivez comment le bureau a décidé, et qui vous l’a dit."
    return None, (Caution("no_chair_account", words),)
