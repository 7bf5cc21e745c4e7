"""Schemas of canceled orders and refunds."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.doors.refunds.models import RefundSource, RefundStatus
from convite.gateways.payments import DisputeState
from convite.room.tickettypes.schemas import MAX_PRICE

Lines = Annotated[list[UUID], Field(min_length=1, max_length=200)]


class RefundBody(Input):
    """How much goes back: an amount, the rest of some lines, or without both all that remains."""

    amount: Annotated[int, Field(ge=1, le=MAX_PRICE, strict=True)] | None = None
    lines: Lines | None = None
    reason: Annotated[CleanText, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def not_both(self) -> "RefundBody":
        """Rejects an amount together with lines."""
        if self.amount is not None and self.lines is not None:
            english = "Send either amount or lines."
            raise WrongValue(FieldText(name="refund.either", english=english))
        return self


class RefundsBody(Input):
    """Whose money goes back: that of all paid orders, or of one type of tickets."""

    of: Literal["all"] | UUID
    reason: Annotated[CleanText, Field(max_length=1000)] = ""


class RefundsStarted(Output):
    """The task that refunds them."""

    task_id: UUID


class RefundStarted(Output):
    """A refund that is on its way."""

    refund_id: UUID
    status: RefundStatus
    amount: int
    currency: str


class RefundOut(Output):
    """Money that goes back."""

    id: UUID
    order_id: UUID
    payment_id: UUID
    amount: int
    currency: str
    reason: str
    source: RefundSource
    status: RefundStatus
    lines: dict[str, Any]
    error: str
    requested_by: UUID | None
    created_at: datetime
    settled_at: datetime | None


class CancelBody(Input):
    """What is canceled: some lines, or the whole order; and whether its policy's share goes back."""

    lines: Lines | None = None
    reason: Annotated[CleanText, Field(max_length=1000)] = ""
    #: By default what the policy says for buyers, and nothing when the team cancels.
    refund: bool | None = None


class DisputeOut(Output):
    """A dispute, and until when evidence can be handed in."""

    id: UUID
    order_id: UUID
    payment_id: UUID
    amount: int
    fee: int
    currency: str
    reason: str
    status: DisputeState
    due_at: datetime | None
    evidence: dict[str, Any]
    evidence_sent_at: datetime | None
    created_at: datetime
    closed_at: datetime | None


class Refundable(Output):
    """What of an order can go back: in all, by its policy now, and both line by line."""

    remaining: int
    by_policy: int
    currency: str
    lines: dict[str, int]
    #: What the policy gives back now for canceling a line; those without any are left out.
    lines_by_policy: dict[str, int]
