"""To whom a message goes: a value, so that this app knows neither people nor schemes."""

from dataclasses import dataclass

from .choices import Channel


@dataclass(frozen=True)
class Recipient:
    """A person as a letter sees them. `ref` tells where they come from (« people.person:12 »)."""

    name: str
    email: str = ""
    phone: str = ""
    postal: str = ""
    channel: str = Channel.EMAIL
    user_id: int | None = None
    ref: str = ""

    def usable_channel(self, *, without_email=False):
        """The channel asked for if it can work; a message that cannot leave by e-mail goes by post, else nowhere.

        `without_email` says that the address does not work: it is used only when there is no postal one.
        """
        means = {Channel.EMAIL: self.email, Channel.SMS: self.phone, Channel.POST: self.postal}
        if self.channel == Channel.NONE:
            return Channel.NONE
        if without_email and self.channel == Channel.EMAIL and self.postal:
            return Channel.POST
        for channel in (self.channel, Channel.EMAIL, Channel.POST, Channel.SMS):
            if means.get(channel):
                return Channel(channel)
        return Channel.NONE

    @property
    def key(self):
        """What makes two recipients the same one."""
        return self.ref or self.email.lower() or self.phone or f"{self.name}|{self.postal}"


def user_recipient(user):
    """An account as a recipient."""
    return Recipient(name=user.name, email=user.email, user_id=user.pk, ref=f"accounts.user:{user.pk}")
