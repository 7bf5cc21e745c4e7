import { t } from "@lingui/core/macro";
import { ArrowLeft, Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { messageOf, type ConversationDetail } from "@/api";
import { Button, LinkButton, LoadError, Skeleton, TextLink } from "@/ui";
import { useConversation, useMarkAllRead, useThread } from "../conversations";
import { daysOf, partyOf } from "../model";
import { AssignMenu } from "./AssignMenu";
import { ReplyBox } from "./ReplyBox";
import { ThreadMessage } from "./ThreadMessage";

interface Props {
  eventId: string;
  id: string;
  canReply: boolean;
  /** The list, where it doesn't stand beside. */
  back: string;
}

/** One conversation: with whom, all that was written, and a reply. Opening it marks it as read. */
export function Thread({ eventId, id, canReply, back }: Props) {
  const conversation = useConversation(eventId, id);
  const one = conversation.data;
  const { mutate } = useMarkAllRead(eventId);
  const opened = useRef<string | null>(null);
  const hasUnread = one !== undefined && one.unread > 0;
  useEffect(() => {
    if (!one || !canReply || opened.current === one.id) return;
    // what comes while it is open stays new until somebody says so or replies
    opened.current = one.id;
    if (one.unread > 0) mutate(one.id);
  }, [one, canReply, mutate]);
  return (
    <section aria-label={t`Conversation`} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <LinkButton
          size="small"
          tone="quiet"
          className="lg:hidden"
          href={back}
          icon={<ArrowLeft size={16} className="rtl:-scale-x-100" />}
        >{t`All conversations`}</LinkButton>
        {one && <Names eventId={eventId} one={one} />}
        {one && canReply && (
          <div className="ms-auto flex flex-wrap gap-2">
            {hasUnread && (
              <Button size="small" icon={<Check size={14} />} onPress={() => mutate(one.id)}>
                {t`Mark as read`}
              </Button>
            )}
            <AssignMenu eventId={eventId} conversation={one} />
          </div>
        )}
      </header>
      {conversation.isError ? (
        <div className="p-4">
          <LoadError
            message={messageOf(conversation.error)}
            onRetry={() => void conversation.refetch()}
          />
        </div>
      ) : (
        <Messages key={`messages ${id}`} eventId={eventId} id={id} hasReply={one !== undefined} />
      )}
      {one && canReply && (
        // a key of its own: of two siblings with one key, React leaves the first one standing
        <ReplyBox key={`reply ${id}`} eventId={eventId} id={id} ways={one.ways} />
      )}
    </section>
  );
}

/** The party and who wrote last, each a link. */
function Names({ eventId, one }: { eventId: string; one: ConversationDetail }) {
  const party = partyOf(one);
  return (
    <div className="flex min-w-0 flex-col">
      <h2 className="truncate text-base font-medium">
        <bdi>{party}</bdi>
      </h2>
      <p className="flex flex-wrap gap-x-3 text-xs">
        {one.invitation_id && (
          <TextLink
            href={`/events/${eventId}/invitations?invitation=${one.invitation_id}`}
          >{t`Invitation`}</TextLink>
        )}
        {one.name && (
          <TextLink href={`/events/${eventId}/guests?q=${encodeURIComponent(one.name)}`}>
            <bdi>{one.name}</bdi>
          </TextLink>
        )}
      </p>
    </div>
  );
}

interface MessagesProps {
  eventId: string;
  id: string;
  /** Whether the reply stands below and takes its room. */
  hasReply: boolean;
}

function Messages({ eventId, id, hasReply }: MessagesProps) {
  const thread = useThread(eventId, id);
  const box = useRef<HTMLDivElement>(null);
  const newest = thread.data?.at(-1)?.id;
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, hasReply]);
  return (
    <div
      ref={box}
      tabIndex={0}
      role="log"
      aria-label={t`Messages`}
      className="flex min-h-48 flex-1 flex-col gap-3 overflow-y-auto bg-sunken/50 p-4 -outline-offset-2"
    >
      {thread.isPending && <Skeleton />}
      {thread.isError && (
        <LoadError message={messageOf(thread.error)} onRetry={() => void thread.refetch()} />
      )}
      {thread.hasNextPage && (
        <Button
          size="small"
          className="self-center"
          isPending={thread.isFetchingNextPage}
          onPress={() => void thread.fetchNextPage()}
        >{t`Show earlier messages`}</Button>
      )}
      {daysOf(thread.data ?? []).map((day) => (
        <div key={day.label} className="flex flex-col gap-3">
          <h3 className="self-center rounded-full bg-surface px-3 py-0.5 text-xs text-quiet">
            {day.label}
          </h3>
          {day.messages.map((message) => (
            <ThreadMessage key={message.id} message={message} />
          ))}
        </div>
      ))}
    </div>
  );
}
