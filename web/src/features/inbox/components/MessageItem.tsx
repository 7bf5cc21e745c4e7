import { t } from "@lingui/core/macro";
import { Check, Reply } from "lucide-react";
import { useState } from "react";
import { messageOf, type Message } from "@/api";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { Button, Chip, TextLink, toast } from "@/ui";
import { useMarkRead } from "../queries";
import { ReplyForm } from "./ReplyForm";

interface Props {
  eventId: string;
  message: Message;
  canReply: boolean;
  /** Without the party's name, where it stands above. */
  isBesideParty?: boolean;
}

/** A guest's message, with what can be done about it; or a reply to one. */
export function MessageItem({ eventId, message, canReply, isBesideParty }: Props) {
  const [isReplying, setReplying] = useState(false);
  const markRead = useMarkRead(eventId);
  const isIncoming = message.direction === "in";
  const isUnread = isIncoming && message.read_at === null;
  const party = message.party ?? message.name ?? t`A removed guest`;
  return (
    <article className="flex flex-col gap-2" aria-label={t`Message from ${party}`}>
      <header className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
        {!isBesideParty && message.invitation_id && (
          <TextLink
            href={`/events/${eventId}/invitations?invitation=${message.invitation_id}`}
            className="font-medium"
          >
            <bdi>{party}</bdi>
          </TextLink>
        )}
        {!isBesideParty && !message.invitation_id && <bdi className="font-medium">{party}</bdi>}
        {isIncoming && message.name && message.name !== party && (
          <bdi className="text-quiet">{message.name}</bdi>
        )}
        {isBesideParty && !isIncoming && (
          <span className="font-medium">{t`Reply to the guest`}</span>
        )}
        <time
          dateTime={message.at}
          title={dayAndTime(message.at, localZone())}
          className="text-xs text-quiet"
        >
          {ago(message.at)}
        </time>
        {isUnread && <Chip tone="accent">{t`New`}</Chip>}
        {message.answered_at && <Chip>{t`Replied`}</Chip>}
        {message.status === "failed" && <Chip tone="danger">{t`Not delivered`}</Chip>}
      </header>
      <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
        {message.text}
      </p>
      {isIncoming && canReply && !isReplying && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            icon={<Reply size={14} className="rtl:-scale-x-100" />}
            onPress={() => setReplying(true)}
          >{t`Write a reply`}</Button>
          {isUnread && (
            <Button
              size="small"
              tone="quiet"
              icon={<Check size={14} />}
              isPending={markRead.isPending}
              onPress={() =>
                markRead.mutate(message.id, {
                  onError: (error) => void toast.error(messageOf(error)),
                })
              }
            >{t`Mark as read`}</Button>
          )}
        </div>
      )}
      {isReplying && (
        <ReplyForm eventId={eventId} messageId={message.id} onClose={() => setReplying(false)} />
      )}
    </article>
  );
}
