import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useOrdersLive } from "@/features/orders";
import { TestModeNotice } from "@/features/paymentaccounts";
import { useTicketTypes } from "@/features/tickets";
import { useEventId } from "@/lib/useEventId";
import { Card, EmptyState, LinkButton, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { CurrencyCard } from "../components/CurrencyCard";
import { useSales } from "../queries";

/** What an event sold: over time, by type of tickets and by channel. */
export function SalesPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const sales = useSales(eventId);
  const types = useTicketTypes(eventId).data ?? [];
  useOrdersLive(eventId);
  const books = sales.data ?? [];
  if (!event) return null;
  const orders = <LinkButton href={`/events/${eventId}/orders`}>{t`Orders`}</LinkButton>;
  if (!allows(event, "see_money"))
    return (
      <Page width="narrow">
        <PageHead title={t`Sales`} />
        <Notice>{t`Only the people who manage this event can see its sales.`}</Notice>
      </Page>
    );
  return (
    <Page width="narrow">
      <PageHead
        title={t`Sales`}
        actions={
          <>
            {orders}
            <LinkButton href={`/events/${eventId}/money`}>{t`Money`}</LinkButton>
          </>
        }
      >{t`Paid orders, by the day they were paid in the event's time zone. Net is gross without refunds and fees. Currencies are never added up.`}</PageHead>
      <TestModeNotice event={event} isShown={books.length > 0} />
      {sales.isPending && <Skeleton lines={6} />}
      {sales.isError && (
        <LoadError message={messageOf(sales.error)} onRetry={() => void sales.refetch()} />
      )}
      {sales.isSuccess && books.length === 0 && (
        <Card>
          <EmptyState drawing="list" title={t`No sales yet`} action={orders}>
            {t`Once an order is paid, its tickets are counted here.`}
          </EmptyState>
        </Card>
      )}
      {books.map((book) => (
        <CurrencyCard key={`${book.currency}${String(book.is_test)}`} book={book} types={types} />
      ))}
    </Page>
  );
}
