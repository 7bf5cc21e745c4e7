import { plural, t } from "@lingui/core/macro";
import { Reply } from "lucide-react";
import type { Conversation } from "@/api";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { Avatar, Count, cx, RowLink } from "@/ui";
import { channelIcons, channelLabel, partyOf } from "../model";

interface Props {
  conversation: Conversation;
  href: string;
  isOpen: boolean;
}

/** A conversation in the list: with whom, the last message, and what of it is unread. */
export function ConversationRow({ conversation, href, isOpen }: Props) {
  const { last_at, last_channel, last_direction, last_text, unread, assignee } = conversation;
  const Icon = channelIcons[last_channel];
  const party = partyOf(conversation);
  return (
    <RowLink href={href} isCurrent={isOpen}>
      <Avatar name={party} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline justify-between gap-2">
          <bdi className={cx("min-w-0 truncate text-sm", unread > 0 && "font-medium")}>{party}</bdi>
          <time
            dateTime={last_at}
            title={dayAndTime(last_at, localZone())}
            className="shrink-0 text-xs text-quiet"
          >
            {ago(last_at)}
          </time>
        </span>
        <span className="flex items-center justify-between gap-2">
          <span
            className={cx(
              "flex min-w-0 items-center gap-1.5 text-sm",
              unread > 0 ? "text-text" : "text-quiet",
            )}
          >
            <Icon aria-hidden size={14} className="shrink-0" />
            <span className="sr-only">{channelLabel(last_channel)}</span>
            {last_direction === "out" && (
              <>
                <Reply aria-hidden size={14} className="shrink-0 rtl:-scale-x-100" />
                <span className="sr-only">{t`Your reply`}</span>
              </>
            )}
            <bdi className="truncate">{last_text}</bdi>
          </span>
          <Count
            value={unread}
            label={plural(unread, { one: "# unread message", other: "# unread messages" })}
          />
        </span>
        {assignee && (
          <span className="truncate text-xs text-quiet">
            {t`Assigned to`} <bdi>{assignee}</bdi>
          </span>
        )}
      </span>
    </RowLink>
  );
}
