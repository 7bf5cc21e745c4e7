import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { listState } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { Button, cx, EmptyState, LinkButton, ListPage, Segments } from "@/ui";
import { MessageItem } from "../components/MessageItem";
import { useInbox, useUnread, type InboxKind } from "../queries";

/** What guests have written to the host on their invitation's page. */
export function InboxPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/inbox" });
  const kind: InboxKind = search.failed ? "failed" : search.unread ? "unread" : "all";
  const navigate = useNavigate({ from: "/events/$eventId/inbox" });
  const show = (next: string) =>
    void navigate({
      search: { unread: next === "unread" || undefined, failed: next === "failed" || undefined },
      replace: true,
    });
  const inbox = useInbox(eventId, kind);
  const unread = useUnread(eventId);
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const canReply = event ? allows(event, "send_messages") : false;
  return (
    <ListPage
      narrow
      title={t`Inbox`}
      intro={t`What guests write with their reply. Everyone on the team sees the same messages.`}
      list={listState(inbox)}
      count={items.length}
      isFiltered={kind !== "all"}
      filters={
        <div className="border-b border-line px-5 py-3">
          <Segments
            label={t`Which messages`}
            value={kind}
            onChange={show}
            options={[
              { id: "all", label: t`All` },
              { id: "unread", label: unread > 0 ? t`Unread (${unread})` : t`Unread` },
              { id: "failed", label: t`Not delivered` },
            ]}
          />
        </div>
      }
      noMatch={
        <EmptyState
          drawing="envelope"
          title={
            kind === "failed" ? t`Every message was delivered` : t`Every message has been read`
          }
          action={<Button onPress={() => show("all")}>{t`Show all`}</Button>}
        />
      }
      empty={
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
        >{t`Guests can write to you when they reply to their invitation. What they write appears here, so that you can answer it.`}</EmptyState>
      }
    >
      <ul className="divide-y divide-line">
        {items.map((message) => (
          <li
            key={message.id}
            className={cx(
              "px-5 py-4",
              message.direction === "in" && message.read_at === null && "bg-accent-soft/40",
            )}
          >
            <MessageItem eventId={eventId} message={message} canReply={canReply} />
          </li>
        ))}
      </ul>
    </ListPage>
  );
}
