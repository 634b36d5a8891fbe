"""What the bureau of a body decides, and an officer does in its name: by the matrix of part E the mission reads."""

from parvis.commons.schemes.choices import Source
from parvis.commons.schemes.models import SchemeRole
from parvis.deliberation.bodies.queries import speaking_for
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution


def chair_of(referral):
    """The account of whoever presides the body today, else of whoever stands in for them; or None.

    A simple member of the bureau does not answer for it; somebody to whom the role was given by hand does.
    """
    today = clock.today()
    accounts = (row.person.user for row in speaking_for(referral.body, today))
    return next((user for user in accounts if user and user.is_active), None) or _named_by_hand(referral, today)


def _named_by_hand(referral, today):
    """Whoever was given the role of chair otherwise than by a mandate."""
    given = SchemeRole.objects.filter(scheme=referral.body_id, persona=Persona.CHAIR, source=Source.GRANT)
    roles = given.in_force(today).values("user")
    return User.objects.filter(pk__in=roles, is_active=True).order_by("name", "pk").first()


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
