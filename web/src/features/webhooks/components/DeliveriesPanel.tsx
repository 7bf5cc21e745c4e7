import { t } from "@lingui/core/macro";
import { useState } from "react";
import { listState, type Webhook, type WebhookDelivery } from "@/api";
import { choiceOf } from "@/lib/choice";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Button, Chip, LoadError, Panel, Select, Skeleton } from "@/ui";
import { deliveryStatus, faultText, typeLabel } from "../model";
import { useDeliveries } from "../queries";
import { DeliveryDetail } from "./DeliveryDetail";

const statuses = ["all", "queued", "delivered", "failed"] as const;

/** What was sent to a webhook in the last 30 days, and one delivery in detail. */
export function DeliveriesPanel({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const [status, setStatus] = useState<(typeof statuses)[number]>("all");
  const [open, setOpen] = useState<string | null>(null);
  const deliveries = useDeliveries(webhook.id, status);
  const list = listState(deliveries);
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  const labels = {
    all: t`All`,
    queued: t`Waiting`,
    delivered: t`Delivered`,
    failed: t`Failed`,
  };
  return (
    <Panel
      isOpen
      onClose={onClose}
      title={t`Deliveries`}
      subtitle={
        <bdi dir="ltr" className="break-all">
          {webhook.url}
        </bdi>
      }
    >
      {open !== null ? (
        <DeliveryDetail webhook={webhook} id={open} onBack={() => setOpen(null)} />
      ) : (
        <div className="flex flex-col gap-4">
          <Select
            label={t`Status`}
            options={statuses.map((id) => ({ id, label: labels[id] }))}
            value={status}
            onChange={(next) => setStatus(choiceOf(statuses, next) ?? "all")}
          />
          {list.isPending && <Skeleton lines={6} />}
          {list.problem !== null && <LoadError message={list.problem} onRetry={list.onRetry} />}
          {deliveries.isSuccess && items.length === 0 && (
            <p className="text-sm text-quiet">{t`Nothing here. Deliveries are kept for 30 days.`}</p>
          )}
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <Row key={item.id} item={item} onOpen={() => setOpen(item.id)} />
            ))}
          </ul>
          {list.hasMore && (
            <Button isPending={list.isLoadingMore} onPress={list.onMore}>{t`Show more`}</Button>
          )}
        </div>
      )}
    </Panel>
  );
}

function Row({ item, onOpen }: { item: WebhookDelivery; onOpen: () => void }) {
  const now = useNow();
  const { word, tone } = deliveryStatus(item.status, item.tries);
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full cursor-pointer flex-col gap-1 px-1 py-3 text-start hover:bg-hover"
      >
        <span className="flex w-full flex-wrap items-center justify-between gap-2 text-sm">
          <span className="font-medium">{typeLabel(item.type)}</span>
          <Chip tone={tone}>{word}</Chip>
        </span>
        <span className="text-xs text-quiet">
          <time dateTime={item.created_at}>{ago(item.created_at, now)}</time>
          {item.error && (
            <>
              {" · "}
              <bdi>{faultText(item.answer_status, item.error)}</bdi>
            </>
          )}
        </span>
      </button>
    </li>
  );
}
