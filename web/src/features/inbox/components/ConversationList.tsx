import { t } from "@lingui/core/macro";
import { listState } from "@/api";
import { useDebounced } from "@/lib/useDebounced";
import { Button, EmptyState, LinkButton, LoadError, SearchField, Skeleton } from "@/ui";
import { useConversations } from "../conversations";
import type { Shown } from "../model";
import { ConversationRow } from "./ConversationRow";

interface Props {
  eventId: string;
  show: Shown;
  search: string;
  onSearch: (text: string) => void;
  onShowAll: () => void;
  /** The conversation that is open beside. */
  current: string | undefined;
  hrefOf: (id: string) => string;
}

/** Conversations, the last one that somebody wrote in first. */
export function ConversationList({
  eventId,
  show,
  search,
  onSearch,
  onShowAll,
  current,
  hrefOf,
}: Props) {
  const found = useConversations(eventId, show, useDebounced(search.trim()));
  const list = listState(found);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const isBare = items.length === 0 && !list.isPending && list.problem === null;
  return (
    <section aria-label={t`Conversations`} className="flex min-h-0 flex-1 flex-col">
      <div className="border-b border-line p-3">
        <SearchField label={t`Find a party or guest`} value={search} onChange={onSearch} />
      </div>
      {list.isPending && (
        <div className="p-4">
          <Skeleton lines={6} />
        </div>
      )}
      {list.problem !== null && (
        <div className="p-4">
          <LoadError message={list.problem} onRetry={list.onRetry} />
        </div>
      )}
      {isBare && (
        <Nothing
          eventId={eventId}
          isFiltered={show !== "all" || search !== ""}
          onShowAll={onShowAll}
        />
      )}
      <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
        {items.map((one) => (
          <li key={one.id}>
            <ConversationRow conversation={one} href={hrefOf(one.id)} isOpen={one.id === current} />
          </li>
        ))}
        {list.hasMore && (
          <li className="p-3 text-center">
            <Button
              size="small"
              isPending={list.isLoadingMore}
              onPress={list.onMore}
            >{t`Show more`}</Button>
          </li>
        )}
      </ul>
    </section>
  );
}

function Nothing({
  eventId,
  isFiltered,
  onShowAll,
}: {
  eventId: string;
  isFiltered: boolean;
  onShowAll: () => void;
}) {
  if (isFiltered)
    return (
      <EmptyState
        drawing="envelope"
        title={t`No conversations here`}
        action={<Button onPress={onShowAll}>{t`Show all`}</Button>}
      />
    );
  return (
    <EmptyState
      drawing="envelope"
      title={t`No messages yet`}
      action={
        <LinkButton
          tone="filled"
          size="large"
          href={`/events/${eventId}/invitations`}
        >{t`Go to invitations`}</LinkButton>
      }
    >{t`Guests can write to you when they reply to their invitation, or answer a message that they got. What they write appears here, so that you can answer it.`}</EmptyState>
  );
}
