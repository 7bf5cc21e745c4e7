"""The available channels, by the names stored in rows."""

from convite.gateways.channels import Channel
from convite.gateways.mail import MailChannel
from convite.gateways.sms import SmsChannel
from convite.gateways.whatsapp import WhatsAppChannel

CHANNELS: dict[str, Channel] = {
    channel.name: channel for channel in (MailChannel(), WhatsAppChannel(), SmsChannel())
}
