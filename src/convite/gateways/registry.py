"""The gateways there are, by the names that rows know them by."""

from convite.gateways.channels import Channel
from convite.gateways.mail import MailChannel

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in (MailChannel(),)}
