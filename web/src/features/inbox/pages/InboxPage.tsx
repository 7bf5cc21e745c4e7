import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { allows, useEvent } from "@/features/events";
import { StoppedChannels } from "@/features/providers";
import { useEventId } from "@/lib/useEventId";
import { cx, EmptyState, Page, PageHead, Segments } from "@/ui";
import { ConversationList } from "../components/ConversationList";
import { FailedMessages } from "../components/FailedMessages";
import { Thread } from "../components/Thread";
import { shown, type Shown } from "../model";
import { useUnread } from "../queries";

/** What guests write to the host: conversations, and the one that is open beside them. */
export function InboxPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/inbox" });
  const navigate = useNavigate({ from: "/events/$eventId/inbox" });
  const unread = useUnread(eventId);
  const show: Shown = shown.find((one) => one !== "all" && search[one]) ?? "all";
  const choose = (next: Shown) =>
    void navigate({
      search: { ...(next === "all" ? {} : { [next]: true }), q: search.q },
      replace: true,
    });
  const hrefOf = (id: string | null) => {
    const query = new URLSearchParams({
      ...(show === "all" ? {} : { [show]: "true" }),
      ...(search.q ? { q: search.q } : {}),
      ...(id ? { conversation: id } : {}),
    });
    return `/events/${eventId}/inbox?${query.toString()}`;
  };
  const open = search.conversation;
  return (
    <Page>
      <div className={cx(open && "max-lg:hidden", "flex flex-col gap-4")}>
        <PageHead title={t`Inbox`}>
          {t`What guests write to you, by whatever channel. Everyone on the team sees the same messages.`}
        </PageHead>
        <StoppedChannels eventId={eventId} />
        <div className="overflow-x-auto whitespace-nowrap *:w-max">
          <Segments
            label={t`Which conversations`}
            value={show}
            onChange={(next) => choose(next as Shown)}
            options={[
              { id: "all", label: t`All` },
              { id: "unread", label: unread > 0 ? t`Unread (${unread})` : t`Unread` },
              { id: "mine", label: t`Mine` },
              { id: "nobody", label: t`Nobody's` },
              { id: "failed", label: t`Not delivered` },
            ]}
          />
        </div>
      </div>
      {show === "failed" ? (
        <FailedMessages eventId={eventId} onShowAll={() => choose("all")} />
      ) : (
        <div className="grid min-w-0 overflow-hidden rounded-card border border-line bg-surface lg:h-[calc(100dvh-21.5rem)] lg:min-h-120 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <div
            className={cx(
              "flex min-h-0 min-w-0 flex-col border-line lg:border-e",
              open && "max-lg:hidden",
            )}
          >
            <ConversationList
              eventId={eventId}
              show={show}
              search={search.q ?? ""}
              onSearch={(text) =>
                void navigate({ search: { ...search, q: text || undefined }, replace: true })
              }
              onShowAll={() => void navigate({ search: {}, replace: true })}
              current={open}
              hrefOf={hrefOf}
            />
          </div>
          <div className={cx("flex min-h-0 min-w-0", !open && "max-lg:hidden")}>
            {open ? (
              <Thread
                eventId={eventId}
                id={open}
                canReply={event ? allows(event, "send_messages") : false}
                back={hrefOf(null)}
              />
            ) : (
              <div className="grid flex-1 place-items-center">
                <EmptyState drawing="envelope" title={t`Choose a conversation`} />
              </div>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
