import { t } from "@lingui/core/macro";
import { Outlet } from "@tanstack/react-router";
import { messageOf, Problem, type EventRow } from "@/api";
import { dayAndTime, zoneCity } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import { Button, Chip, EmptyState, LinkButton, LoadError, Page, Skeleton, toast } from "@/ui";
import { EventTabs } from "../components/EventTabs";
import { allows, statusLabel } from "../model";
import { useEvent, useEventLive, useEvents, useEventVerb } from "../queries";

export function EventLayout() {
  const eventId = useEventId();
  const event = useEvent(eventId);
  useEventLive(eventId);
  if (event.isPending)
    return (
      <Page>
        <Skeleton lines={6} />
      </Page>
    );
  if (event.isError) {
    const isGone = event.error instanceof Problem && event.error.status === 404;
    return (
      <Page>
        {isGone ? (
          <EmptyState
            drawing="search"
            title={t`Event not found`}
            action={<LinkButton href="/events">{t`All events`}</LinkButton>}
          >{t`It was deleted, or your account may not see it.`}</EmptyState>
        ) : (
          <LoadError message={messageOf(event.error)} onRetry={() => void event.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <>
      <EventHead event={event.data} />
      <Outlet />
    </>
  );
}

function EventHead({ event }: { event: EventRow }) {
  const { word, tone } = statusLabel(event.status);
  return (
    <header className="border-b border-line bg-surface px-4 pt-5 sm:px-8">
      <div className="mx-auto flex max-w-7xl flex-col gap-3">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-3">
              <p
                className="min-w-0 font-display text-lg font-medium sm:text-xl tracking-tight"
                dir="auto"
              >
                {event.title}
              </p>
              <Chip tone={tone}>{word}</Chip>
            </div>
            <p className="mt-1 text-sm text-quiet">
              {event.starts_at ? (
                <time
                  dateTime={event.starts_at}
                  title={event.starts_at}
                >{t`${dayAndTime(event.starts_at, event.timezone)} ${zoneCity(event.timezone)} time`}</time>
              ) : (
                t`No date yet`
              )}
              {event.venue_text && (
                <>
                  {" "}
                  · <bdi>{event.venue_text}</bdi>
                </>
              )}
            </p>
          </div>
          <NextAction event={event} />
        </div>
        <EventTabs event={event} />
      </div>
    </header>
  );
}

/** The suggested next step. */
function NextAction({ event }: { event: EventRow }) {
  const verb = useEventVerb(event.id);
  const total = useEvents().data?.find((one) => one.id === event.id)?.total_guests;
  if (event.status === "draft" && allows(event, "edit_event") && event.starts_at) {
    return (
      <Button
        tone="filled"
        isPending={verb.isPending}
        onPress={() =>
          verb.mutate("publish", {
            onSuccess: () => toast.show(t`Published. Invitations can go out now.`),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        {t`Publish`}
      </Button>
    );
  }
  if (event.status === "draft" && allows(event, "edit_event"))
    return (
      <LinkButton tone="filled" href={`/events/${event.id}/settings`}>{t`Set the date`}</LinkButton>
    );
  if (event.status === "published" && total === 0)
    return (
      <LinkButton
        tone="filled"
        href={`/events/${event.id}/guests/import`}
      >{t`Import guests`}</LinkButton>
    );
  if (event.status === "published")
    return <LinkButton href={`/door/${event.id}`}>{t`Open check-in`}</LinkButton>;
  return null;
}
