"""A verb that is not possible now says where the record should stand, and where it stands."""

import pytest

from parvis.commons.commitments.models import Commitment
from parvis.deliberation.bodies.models import Body, Membership
from parvis.deliberation.referrals.models import Referral
from parvis.shells.verbs import Verb, why_not


@pytest.mark.parametrize(
    ("record", "step", "said"),
    [
        (Body(status="active"), "create", "Possible seulement quand l’instance est en projet ; elle est en exercice."),
        (Commitment(status="done"), "complete",
         "Possible seulement quand l’engagement est à faire ou en cours ; il est tenu."),
        (Referral(status="admitted"), "close",
         "Possible seulement à l’état « réponse donnée » ou « suites en cours » ; l’état est « acceptée »."),
        (Membership(status="ended"), "activate", "Possible seulement à l’état « nommée » ; l’état est « terminée »."),
    ],
)  # fmt: skip
def test_the_reason_is_a_sentence(record, step, said):
    assert why_not(Verb("", "", "", step), record).replace("\u00a0", " ") == said
