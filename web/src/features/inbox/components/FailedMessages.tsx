import { t } from "@lingui/core/macro";
import { listState } from "@/api";
import { Button, EmptyState, ListCard } from "@/ui";
import { useFailed } from "../queries";
import { MessageItem } from "./MessageItem";

/** Messages that couldn't be delivered, to whomever they went. */
export function FailedMessages({ eventId, onShowAll }: { eventId: string; onShowAll: () => void }) {
  const failed = useFailed(eventId);
  const items = failed.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ListCard
      list={listState(failed)}
      count={items.length}
      isFiltered
      noMatch={
        <EmptyState
          drawing="envelope"
          title={t`Every message was delivered`}
          action={<Button onPress={onShowAll}>{t`Show all`}</Button>}
        />
      }
      empty={null}
    >
      <ul className="divide-y divide-line">
        {items.map((message) => (
          <li key={message.id} className="px-5 py-4">
            <MessageItem eventId={eventId} message={message} canReply={false} />
          </li>
        ))}
      </ul>
    </ListCard>
  );
}
