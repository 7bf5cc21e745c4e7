"""Jobs that deal with WhatsApp's account: a template is created there, all of them are read."""

from convite.core.problems import NotFound
from convite.core.queue import Job, on
from convite.gateways.channels import Refused
from convite.gateways.whatsapp_templates import (
    NewTemplate,
    ProviderTemplate,
    create_template,
    provider_templates,
)
from convite.messaging.buttons.rules import labels_of
from convite.messaging.templates import actions
from convite.messaging.templates.facts import TemplateSubmitted, TemplateSyncAsked
from convite.messaging.templates.models import MessageTemplate
from convite.messaging.templates.rules import placeholders, sample_of

#: Tries of a job that talks to WhatsApp, over about an hour.
TRIES = 8


def new_template(row: MessageTemplate) -> NewTemplate:
    """A template as WhatsApp's account takes it."""
    return NewTemplate(
        name=row.provider_name or "",
        locale=row.locale,
        category=row.category,
        body=row.body,
        samples=[sample_of(row.variables.get(one, "")) for one in placeholders(row.body)],
        buttons=labels_of(row.locale.split("_")[0]) if row.has_buttons else [],
    )


async def give_up(job: Job) -> None:
    """Marks the template as rejected, so that it can be submitted again once WhatsApp can be reached."""
    await settle(job, "rejected", "WhatsApp couldn't be reached. Submit it again.")


@on(TemplateSubmitted, "create_template", gave_up=give_up, most_tries=TRIES)
async def create(job: Job) -> None:
    """Creates a template in WhatsApp's account, or takes the status of one that an earlier try created."""
    try:
        async with job.tx() as tx:
            new = new_template(await actions.waiting_template(tx, job.fact.object_id))
    except NotFound:
        return
    try:
        key, status = await create_template(new)
    except Refused as refused:
        existing = await one_of_account(new)
        if existing is None:
            await settle(job, "rejected", str(refused))
        else:
            await settle(job, existing.status, existing.reason, existing.key)
    else:
        await settle(job, status, "", key)


async def one_of_account(new: NewTemplate) -> ProviderTemplate | None:
    """The template of the account with this name and language, if there is one."""
    known = await provider_templates()
    return next((one for one in known if (one.name, one.locale) == (new.name, new.locale)), None)


async def settle(job: Job, status: str, reason: str, key: str = "") -> None:
    """Notes what became of a submitted template, unless somebody deleted it."""
    async with job.tx() as tx:
        try:
            row = await actions.waiting_template(tx, job.fact.object_id)
        except NotFound:
            return
        await actions.judge(tx, actions.META, row, status, reason, key=key)


@on(TemplateSyncAsked, "sync_templates", most_tries=TRIES)
async def sync(job: Job) -> None:
    """Reads the account's templates."""
    known = await provider_templates()
    async with job.tx() as tx:
        await actions.sync(tx, job.fact.object_id, known)
