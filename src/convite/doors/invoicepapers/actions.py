"""Documents typeset as PDF."""

import asyncio
import logging

from convite.core.config import settings
from convite.core.language import translator
from convite.core.problems import Fault
from convite.doors.invoicepapers.rules import Numbered, page_values
from convite.gateways.typesetting import TypesettingFailed, TypesettingTimedOut, typeset

log = logging.getLogger("convite.invoices")

#: How many PDFs of documents a process makes at once.
AT_ONCE = asyncio.Semaphore(2)


async def pdf_of(shown: Numbered) -> bytes:
    """The document as PDF, in its buyer's language.

    Raises:
        Fault: it can't be typeset, or not in time.
    """
    values = page_values(shown, translator(shown.draft.locale).gettext)
    async with AT_ONCE:
        try:
            made = await typeset("invoice", values, seconds=settings().paper_seconds)
        except (TypesettingFailed, TypesettingTimedOut) as error:
            log.exception("an invoice couldn't be typeset")
            raise Fault(
                "This invoice couldn't be created because of an error on our side. Try again.",
                name="invoice-failed",
            ) from error
    return made.content
