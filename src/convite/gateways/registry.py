"""The available channels, by the names stored in rows."""

from convite.gateways.channels import Channel
from convite.gateways.mail import MailChannel

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in (MailChannel(),)}
