"""Somebody without an account: holds nothing, and answers the same questions as a user."""

from django.contrib.auth.models import AnonymousUser
from rules.permissions import has_perm

from parvis.ground.authorities.grants import NOBODY


class Visitor(AnonymousUser):
    grants = NOBODY

    def has_perm(self, perm, obj=None):
        return has_perm(perm, self, obj)
