from django.utils.translation import gettext_lazy as _

from parvis.ground.core.manifest import Feature, MenuEntry

from .account.letters import AccountLetter
from .letters import ContactMessage

feature = Feature(
    slug="site",
    label=_("Site public"),
    public_menu=(MenuEntry(_("Agenda"), "agenda", order=60),),
    letters=(ContactMessage, AccountLetter),
)
