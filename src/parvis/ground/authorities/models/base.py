"""What the settings of an authority share: who reads them, who writes them."""

from parvis.ground.core.models import AuthorityQuerySet

from .. import rules

SETTING = {"view": rules.reads_settings, "add": rules.is_admin, "change": rules.is_admin, "delete": rules.is_admin}
"""Matrix E.2, « Settings, users, roles »: administrators write, the mission, the direction and auditors read."""

LAW = {"view": rules.reads_law, "add": rules.is_admin, "change": rules.is_admin}
"""Matrix E.2, « Legal rules, legal acts »."""


class SettingQuerySet(AuthorityQuerySet):
    """Rows of the settings: read by the administration, the mission, the direction and auditors."""

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.SETTINGS_READERS))


class NestedQuerySet(SettingQuerySet):
    def for_list(self):
        return self.select_related("parent")


class LawQuerySet(AuthorityQuerySet):
    """Legal acts and what dates them: read by almost everybody who has a role."""

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.anywhere(*rules.LAW_READERS))
