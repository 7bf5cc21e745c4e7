import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { Button, LoadError, TextLink } from "@/ui";
import { usePartyMessages } from "../queries";
import { MessageItem } from "./MessageItem";

/** What a party wrote to the host, and the replies; nothing while they have written nothing. */
export function PartyMessages({
  eventId,
  invitationId,
}: {
  eventId: string;
  invitationId: string;
}) {
  const event = useEvent(eventId).data;
  const messages = usePartyMessages(eventId, invitationId);
  if (messages.isError)
    return (
      <LoadError message={messageOf(messages.error)} onRetry={() => void messages.refetch()} />
    );
  if (!messages.data?.length) return null;
  const conversation = messages.data.find((one) => one.conversation_id)?.conversation_id;
  return (
    <section className="flex flex-col gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="text-sm font-medium">{t`Messages`}</h3>
        {conversation && (
          <TextLink
            className="text-sm"
            href={`/events/${eventId}/inbox?conversation=${conversation}`}
          >{t`Open the conversation`}</TextLink>
        )}
      </header>
      {messages.hasNextPage && (
        <div>
          <Button
            size="small"
            isPending={messages.isFetchingNextPage}
            onPress={() => void messages.fetchNextPage()}
          >{t`Show earlier messages`}</Button>
        </div>
      )}
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {messages.data.map((message) => (
          <li key={message.id} className="px-4 py-3">
            <MessageItem
              isBesideParty
              eventId={eventId}
              message={message}
              canReply={event ? allows(event, "send_messages") : false}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
