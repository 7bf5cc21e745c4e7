"""All providers on loopback together, and what Convite is started with to use them.

`python -m tests.providers` runs them until Ctrl-C; `--env` only prints the settings, `--convite ADDRESS`
says where Convite is (default `http://127.0.0.1:8000`). The phone's page shows what was sent; each payment
provider has a `/dashboard`, where one enters the webhook's address that Convite shows beside the keys.
"""

import argparse
import asyncio
from contextlib import ExitStack, suppress

from tests.mailserver import mail_server
from tests.providers import graph, oidc, twilio
from tests.providers.loopback import serving
from tests.providers.payment_server import PaymentServer
from tests.providers.paypal import PayPal
from tests.providers.phone import Phone, shown
from tests.providers.razorpay import Razorpay
from tests.providers.receiver import receiving
from tests.providers.smtp import misbehaving
from tests.providers.stripe import Stripe

PORTS = {
    "whatsapp": 9001, "sms": 9002, "mail": 9003, "phone": 9004, "oidc": 9006, "receiver": 9007,
    "stripe": 9008, "razorpay": 9009, "paypal": 9010,
}  # fmt: skip
PAYMENTS: list[PaymentServer] = [
    made(address=f"http://127.0.0.1:{PORTS[made.name]}") for made in (Stripe, Razorpay, PayPal)
]
ENVIRONMENT = {
    "CONVITE_SMTP_URL": f"smtp://127.0.0.1:{PORTS['mail']}",
    "CONVITE_WHATSAPP_BASE_URL": f"http://127.0.0.1:{PORTS['whatsapp']}",
    "CONVITE_WHATSAPP_PHONE_ID": graph.PHONE_ID,
    "CONVITE_WHATSAPP_TOKEN": graph.TOKEN,
    "CONVITE_WHATSAPP_APP_SECRET": graph.SECRET,
    "CONVITE_WHATSAPP_VERIFY_TOKEN": "a-word",
    "CONVITE_WHATSAPP_BUSINESS_ACCOUNT_ID": graph.ACCOUNT_ID,
    "CONVITE_TWILIO_BASE_URL": f"http://127.0.0.1:{PORTS['sms']}",
    "CONVITE_TWILIO_ACCOUNT_SID": twilio.ACCOUNT,
    "CONVITE_TWILIO_AUTH_TOKEN": twilio.TOKEN,
    "CONVITE_SMS_SENDERS": "+15550001111",
    "CONVITE_OIDC_LOOPBACK_ISSUER": f"http://127.0.0.1:{PORTS['oidc']}",
    "CONVITE_OIDC_LOOPBACK_CLIENT_ID": oidc.CLIENT_ID,
    "CONVITE_OIDC_LOOPBACK_CLIENT_SECRET": oidc.CLIENT_SECRET,
    "CONVITE_OIDC_GOOGLE_ISSUER": f"http://127.0.0.1:{PORTS['oidc']}",
    "CONVITE_OIDC_GOOGLE_CLIENT_ID": oidc.CLIENT_ID,
    "CONVITE_OIDC_GOOGLE_CLIENT_SECRET": oidc.CLIENT_SECRET,
    "CONVITE_EGRESS": "loopback",
    **{name: value for server in PAYMENTS for name, value in server.environment().items()},
}


async def run(convite: str) -> None:
    """Serves until it is canceled."""
    mails = misbehaving()
    graphs = graph.Graph(judge=lambda _template: "APPROVED")
    phone = Phone(convite, graphs, twilio.Twilio(), mails.taken)
    phone.start()
    with ExitStack() as running:
        running.enter_context(serving(shown(phone.whatsapp, "WhatsApp"), PORTS["whatsapp"]))
        running.enter_context(serving(shown(phone.sms, "SMS"), PORTS["sms"]))
        running.enter_context(serving(phone.page, PORTS["phone"]))
        running.enter_context(mail_server(mails, PORTS["mail"]))
        running.enter_context(oidc.Provider(port=PORTS["oidc"], asks=True))
        for server in PAYMENTS:
            running.enter_context(server.running(PORTS[server.name]))
            server.start()
            told = ", ".join(f"{name} {value}" for name, value in server.secrets.items())
            print(f"{server.name}: {server.address}/dashboard ({told})", flush=True)
        async with receiving(PORTS["receiver"]) as receiver:
            print(f"Phone: http://127.0.0.1:{PORTS['phone']}/ shows what was sent, and answers")
            print(f"Webhooks can go to {receiver.url()}", flush=True)
            await asyncio.Event().wait()


def main() -> None:
    """Prints the settings and serves."""
    parser = argparse.ArgumentParser(prog="python -m tests.providers", description=__doc__)
    parser.add_argument("--env", action="store_true", help="only print the settings")
    parser.add_argument("--convite", default="http://127.0.0.1:8000", help="Convite's address")
    wanted = parser.parse_args()
    for name, value in ENVIRONMENT.items():
        print(f"{name}={value}")
    if not wanted.env:
        with suppress(KeyboardInterrupt):
            asyncio.run(run(wanted.convite))


if __name__ == "__main__":
    main()
