"""Templates in WhatsApp's account: listed and created by the Graph API.

Format: developers.facebook.com/documentation/business-messaging/whatsapp/templates.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from convite.core.config import settings
from convite.gateways.calls import client, get, post, said
from convite.gateways.channels import Delayed, Refused
from convite.gateways.whatsapp import fault_of
from convite.gateways.whatsapp_reports import JUDGMENTS, objects, reason_of

#: The API's words for a template's status → ours; others, such as those of an appeal, are `pending`.
STATUSES = JUDGMENTS | {"ARCHIVED": "disabled"}
#: Templates on one page of the list, and most pages that are read.
PAGE, PAGES = 100, 60


@dataclass(frozen=True, kw_only=True)
class ProviderTemplate:
    """A template as the account has it."""

    key: str
    name: str
    locale: str
    status: str
    reason: str
    category: str
    #: Its text; empty if it isn't one that can be sent from here, e.g. with a picture above it.
    body: str
    has_buttons: bool


@asynccontextmanager
async def account() -> AsyncIterator[tuple[httpx2.AsyncClient, str]]:
    """A client with the configured token, and the path of the account's templates.

    Raises:
        Refused: no account is configured.
    """
    known = settings()
    if not known.whatsapp_business_account_id or not known.whatsapp_token:
        raise Refused("CONVITE_WHATSAPP_BUSINESS_ACCOUNT_ID isn't set.", code="no-account")
    token = {"authorization": f"Bearer {known.whatsapp_token}"}
    path = f"/{known.whatsapp_version}/{known.whatsapp_business_account_id}/message_templates"
    async with client(known.whatsapp_base_url, headers=token) as http:
        yield http, path


async def provider_templates() -> list[ProviderTemplate]:
    """The account's templates.

    Raises:
        Fault: the API refuses, or can't be reached.
    """
    found: list[ProviderTemplate] = []
    query = {
        "fields": "id,name,language,status,category,rejected_reason,components",
        "limit": str(PAGE),
    }
    async with account() as (http, path):
        for _ in range(PAGES):
            answer = await get(http, path, params=query)
            if answer.status_code != 200:
                raise fault_of(answer)
            content = said(answer)
            found += [template_of(one) for one in objects(content, "data")]
            after = after_of(content)
            if not after:
                break
            query["after"] = after
    return found


def after_of(content: dict[str, Any]) -> str:
    """Where the next page begins; empty on the last."""
    paging = content.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) and paging.get("next") else None
    return str(cursors.get("after") or "") if isinstance(cursors, dict) else ""


def template_of(one: dict[str, Any]) -> ProviderTemplate:
    """A template of the list."""
    parts = {str(part.get("type")).upper(): part for part in objects(one, "components")}
    buttons = objects(parts.get("BUTTONS", {}), "buttons")
    kinds = [str(button.get("type")).upper() for button in buttons]
    # others need values that messages from here don't have
    is_plain = parts.keys() <= {"BODY", "FOOTER", "BUTTONS"} and kinds in ([], ["QUICK_REPLY"] * 2)
    return ProviderTemplate(
        key=str(one.get("id") or ""),
        name=str(one.get("name") or ""),
        locale=str(one.get("language") or ""),
        status=status_of(one.get("status")),
        reason=reason_of(one.get("rejected_reason")),
        category="marketing" if one.get("category") == "MARKETING" else "utility",
        body=str(parts.get("BODY", {}).get("text") or "") if is_plain else "",
        has_buttons=bool(kinds),
    )


def status_of(word: object) -> str:
    """A status in our words."""
    return STATUSES.get(str(word).upper(), "pending")


@dataclass(frozen=True, kw_only=True)
class NewTemplate:
    """A template to create."""

    name: str
    locale: str
    category: str
    body: str
    #: A sample for each placeholder, which whoever looks at it sees.
    samples: Sequence[str]
    #: The words on the buttons.
    buttons: Sequence[str]


async def create_template(new: NewTemplate) -> tuple[str, str]:
    """Creates a template in the account; returns its id and status.

    Raises:
        Refused: the API doesn't take it; says why.
        Fault: the API can't be reached or takes nothing.
    """
    body: dict[str, Any] = {"type": "BODY", "text": new.body}
    if new.samples:
        body["example"] = {"body_text": [list(new.samples)]}
    parts = [body]
    if new.buttons:
        words = [{"type": "QUICK_REPLY", "text": word} for word in new.buttons]
        parts.append({"type": "BUTTONS", "buttons": words})
    wanted = {
        "name": new.name,
        "language": new.locale,
        "category": new.category.upper(),
        "components": parts,
    }
    async with account() as (http, path):
        answer = await post(http, path, json=wanted)
    if answer.status_code != 200:
        raise fault_of(answer)
    content = said(answer)
    if not content.get("id"):
        raise Delayed("The API took a template without giving its id.")
    return str(content["id"]), status_of(content.get("status"))
