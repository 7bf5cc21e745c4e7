import { t } from "@lingui/core/macro";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, type EventRow, type Order } from "@/api";
import { allows, useEvent } from "@/features/events";
import { TestModeNotice } from "@/features/paymentaccounts";
import { AnswerList, useQuestions } from "@/features/questions";
import { useTicketTypes } from "@/features/tickets";
import { dayAndTime } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, Chip, LinkButton, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { AmountsCard } from "../components/AmountsCard";
import { CancelDialog } from "../components/CancelDialog";
import { DocumentsCard } from "../components/DocumentsCard";
import { LinesCard } from "../components/LinesCard";
import { PaymentsCard } from "../components/PaymentsCard";
import { ReceiveDialog } from "../components/ReceiveDialog";
import { RefundDialog } from "../components/RefundDialog";
import { TimelineCard } from "../components/TimelineCard";
import { channelLabel, isOpen, statusLabel } from "../model";
import {
  useOrder,
  useOrderDisputes,
  useOrdersLive,
  usePayments,
  useRefundable,
  useRefunds,
} from "../queries";

/** One order: its tickets, amounts and payments, and what the team can do about it. */
export function OrderPage() {
  const eventId = useEventId();
  const { orderId = "" } = useParams({ strict: false });
  const event = useEvent(eventId).data;
  const order = useOrder(eventId, orderId);
  useOrdersLive(eventId);
  return (
    <Page>
      {order.isPending && <Skeleton lines={8} />}
      {order.isError && (
        <LoadError message={messageOf(order.error)} onRetry={() => void order.refetch()} />
      )}
      {order.data && event && <OrderDetails event={event} order={order.data} />}
    </Page>
  );
}

function OrderDetails({ event, order }: { event: EventRow; order: Order }) {
  const { pay }: { pay?: boolean | undefined } = useSearch({ strict: false });
  const canRefund = allows(event, "delete_event");
  const canReceive = allows(event, "edit_event") && isOpen(order);
  const types = useTicketTypes(event.id).data ?? [];
  const payments = usePayments(event.id, order.id).data;
  const refunds = useRefunds(event.id, order.id).data ?? [];
  const disputes = useOrderDisputes(event.id, order.id, canRefund).data ?? [];
  const refundable = useRefundable(event.id, order.id).data;
  const [open, setOpen] = useState<"pay" | "cancel" | "refund" | null>(pay ? "pay" : null);
  const close = () => setOpen(null);
  const { word, tone } = statusLabel(order.status);
  const canCancel = canRefund && (isOpen(order) || order.paid_at !== null);
  return (
    <>
      <PageHead
        title={<bdi data-figures>{order.reference}</bdi>}
        actions={
          <>
            <LinkButton href={`/events/${event.id}/orders`}>{t`All orders`}</LinkButton>
            {canCancel && order.status !== "canceled" && (
              <Button tone="danger" onPress={() => setOpen("cancel")}>{t`Cancel order`}</Button>
            )}
            {canRefund && (refundable?.remaining ?? 0) > 0 && (
              <Button onPress={() => setOpen("refund")}>{t`Refund`}</Button>
            )}
            {canReceive && (
              <Button tone="filled" onPress={() => setOpen("pay")}>{t`Record payment`}</Button>
            )}
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={tone}>{word}</Chip>
          {channelLabel(order.channel)}
          <time dateTime={order.created_at}>{dayAndTime(order.created_at, event.timezone)}</time>
        </span>
      </PageHead>
      <TestModeNotice event={event} isShown={isOpen(order)} />
      {order.expires_at && (
        <Notice>{t`Its places are held until ${dayAndTime(order.expires_at, event.timezone)}.`}</Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-start-1">
          <BuyerCard order={order} eventId={event.id} />
          <AmountsCard order={order} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:col-start-1 lg:row-start-1">
          <LinesCard order={order} types={types} />
          <PaymentsCard
            order={order}
            payments={payments ?? []}
            refunds={refunds}
            disputes={disputes}
            zone={event.timezone}
          />
          <DocumentsCard order={order} />
          <TimelineCard eventId={event.id} orderId={order.id} zone={event.timezone} />
        </div>
      </div>
      {open === "pay" && canReceive && payments && (
        <ReceiveDialog order={order} payments={payments} onClose={close} />
      )}
      {open === "cancel" && <CancelDialog order={order} types={types} onClose={close} />}
      {open === "refund" && refundable && (
        <RefundDialog order={order} types={types} refundable={refundable} onClose={close} />
      )}
    </>
  );
}

function BuyerCard({ order, eventId }: { order: Order; eventId: string }) {
  const questions = useQuestions(eventId).data ?? [];
  const { name, email, phone } = order.buyer;
  const { company, tax_number } = order.billing;
  return (
    <Card title={t`Buyer`}>
      <div className="flex flex-col gap-1 text-sm">
        <bdi className="self-start font-medium break-words">{name}</bdi>
        {email && (
          <bdi dir="ltr" className="self-start break-all text-quiet">
            {email}
          </bdi>
        )}
        {phone && (
          <bdi dir="ltr" className="self-start text-quiet">
            {phone}
          </bdi>
        )}
        {typeof company === "string" && company && (
          <bdi className="self-start text-quiet">{company}</bdi>
        )}
        {typeof tax_number === "string" && tax_number && (
          <span className="text-quiet">
            {t`Tax number`} <bdi>{tax_number}</bdi>
          </span>
        )}
        <AnswerList answers={order.answers} questions={questions} />
      </div>
    </Card>
  );
}
