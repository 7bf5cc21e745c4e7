import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useOrdersLive } from "@/features/orders";
import { TestModeNotice } from "@/features/paymentaccounts";
import { useEventId } from "@/lib/useEventId";
import { Card, EmptyState, LinkButton, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { BookCard } from "../components/BookCard";
import { DisputesCard } from "../components/DisputesCard";
import { LedgerCard } from "../components/LedgerCard";
import { ProvidersCard } from "../components/ProvidersCard";
import { booksOf } from "../model";
import { useTotals } from "../queries";

/** What an event earned, where that money is, and every movement. */
export function MoneyPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const totals = useTotals(eventId);
  useOrdersLive(eventId);
  const books = booksOf(totals.data ?? []);
  if (!event) return null;
  const orders = <LinkButton href={`/events/${eventId}/orders`}>{t`Orders`}</LinkButton>;
  if (!allows(event, "see_money"))
    return (
      <Page width="narrow">
        <PageHead title={t`Money`} />
        <Notice>{t`Only the people who manage this event can see its money.`}</Notice>
      </Page>
    );
  return (
    <Page width="narrow">
      <PageHead
        title={t`Money`}
        actions={
          <>
            {orders}
            <LinkButton href={`/events/${eventId}/sales`}>{t`Sales`}</LinkButton>
          </>
        }
      >{t`What was paid for tickets, and where that money is. Currencies are never added up.`}</PageHead>
      <TestModeNotice event={event} isShown={books.length > 0} />
      {totals.isPending && <Skeleton lines={6} />}
      {totals.isError && (
        <LoadError message={messageOf(totals.error)} onRetry={() => void totals.refetch()} />
      )}
      {totals.isSuccess && books.length === 0 && (
        <Card>
          <EmptyState drawing="list" title={t`No money yet`} action={orders}>
            {t`Once an order is paid, it appears here with its tax and fees.`}
          </EmptyState>
        </Card>
      )}
      <ProvidersCard eventId={eventId} zone={event.timezone} />
      <DisputesCard eventId={eventId} zone={event.timezone} />
      {books.map((book) => (
        <BookCard key={`${book.currency}${String(book.isTest)}`} book={book} />
      ))}
      {books.length > 0 && <LedgerCard eventId={eventId} zone={event.timezone} />}
    </Page>
  );
}
