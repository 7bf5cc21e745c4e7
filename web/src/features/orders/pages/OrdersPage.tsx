import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback } from "react";
import { listState, type OrderRow } from "@/api";
import { allows, useEvent } from "@/features/events";
import { TestModeNotice } from "@/features/paymentaccounts";
import { choiceOf } from "@/lib/choice";
import { useEventId } from "@/lib/useEventId";
import { useListSearch } from "@/lib/useListSearch";
import {
  Button,
  EmptyState,
  LinkButton,
  ListCard,
  Notice,
  Page,
  PageHead,
  SearchField,
  Select,
  Table,
} from "@/ui";
import { orderColumns } from "../components/columns";
import { ExportOrders } from "../components/ExportOrders";
import { statuses, statusLabel } from "../model";
import { useOrders, useOrdersLive } from "../queries";

interface Search {
  q?: string | undefined;
  sort?: string | undefined;
  status?: string | undefined;
}

const all = "all";

/** The orders of an event: who bought how much, and whether it is paid. */
export function OrdersPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const move = useCallback(
    (options: { search: (before: Search) => Search; replace?: boolean }) =>
      navigate({ to: ".", ...options }),
    [navigate],
  );
  const { text, setText, set, clear } = useListSearch(search, move);
  const status = choiceOf(statuses, search.status);
  const orders = useOrders(eventId, { q: search.q, status });
  useOrdersLive(eventId);
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  if (!event) return null;
  const base = `/events/${eventId}`;
  if (!allows(event, "see_money"))
    return (
      <Page>
        <PageHead title={t`Orders`} />
        <Notice>{t`Only the people who manage this event can see its orders.`}</Notice>
      </Page>
    );
  const add = allows(event, "edit_event") && (
    <LinkButton
      tone="filled"
      icon={<Plus aria-hidden size={16} />}
      href={`${base}/orders/new`}
    >{t`New order`}</LinkButton>
  );
  return (
    <Page>
      <PageHead
        title={t`Orders`}
        actions={
          <>
            <LinkButton href={`${base}/sales`}>{t`Sales`}</LinkButton>
            <LinkButton href={`${base}/money`}>{t`Money`}</LinkButton>
            <ExportOrders eventId={eventId} query={{ q: search.q, status }} />
            {add}
          </>
        }
      />
      <TestModeNotice event={event} isShown={rows.some((one) => one.total > 0)} />
      <ListCard
        list={listState(orders)}
        count={rows.length}
        isFiltered={Boolean(search.q ?? status)}
        empty={
          <EmptyState drawing="envelope" title={t`No orders yet`} action={add}>
            {t`Orders appear here as soon as somebody orders tickets on the event's page.`}
          </EmptyState>
        }
        noMatch={
          <EmptyState
            drawing="search"
            title={t`No order matches`}
            action={<Button onPress={clear}>{t`Clear filters`}</Button>}
          />
        }
        filters={
          <div className="flex flex-wrap items-end gap-3 border-b border-line px-5 py-3">
            <SearchField
              label={t`Find an order`}
              placeholder={t`Name, e-mail, reference or last 4 card digits`}
              className="min-w-48 flex-1"
              value={text}
              onChange={setText}
            />
            <Select
              label={t`Status`}
              hideLabel
              className="w-48"
              value={status ?? all}
              onChange={(id) => set({ status: choiceOf(statuses, id) })}
              options={[
                { id: all, label: t`All orders` },
                ...statuses.map((id) => ({ id, label: statusLabel(id).word })),
              ]}
            />
          </div>
        }
      >
        <Table<OrderRow>
          label={t`Orders`}
          rows={rows}
          keyOf={(row) => row.id}
          nameOf={(row) => row.buyer.name}
          columns={orderColumns(event.timezone)}
          onOpen={(row) =>
            void navigate({
              to: "/events/$eventId/orders/$orderId",
              params: { eventId, orderId: row.id },
            })
          }
        />
      </ListCard>
    </Page>
  );
}
