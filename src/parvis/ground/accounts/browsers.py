"""A browser in words, for the person who wonders whether a session is theirs."""

from django.utils.translation import gettext as _

# In this order: most browsers also name an older one.
NAMES = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser(user_agent):
    """« Firefox sur Windows », from what the browser says of itself."""
    name = next((words for sign, words in NAMES if sign in user_agent), "")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    if not name:
        return _("Un autre navigateur")
    return _("{name} sur {system}").format(name=name, system=system) if system else name
