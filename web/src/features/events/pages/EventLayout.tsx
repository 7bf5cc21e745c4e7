import { t } from "@lingui/core/macro";
import { Outlet } from "@tanstack/react-router";
import { messageOf, Problem, type EventRow } from "@/api";
import { dayAndTime, isElsewhere, zoneCity } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Chip,
  EmptyState,
  LinkButton,
  LoadError,
  Notice,
  Page,
  Skeleton,
  toast,
} from "@/ui";
import { EventTabs } from "../components/EventTabs";
import { ViewAsBanner } from "../components/ViewAsBanner";
import { nextStep, publishedText, statusLabel } from "../model";
import { useEvent, useEventLive, useEventVerb } from "../queries";

export function EventLayout() {
  const eventId = useEventId();
  const event = useEvent(eventId);
  useEventLive(eventId);
  return (
    <>
      <ViewAsBanner eventId={eventId} />
      <EventFrame event={event} />
    </>
  );
}

function EventFrame({ event }: { event: ReturnType<typeof useEvent> }) {
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
        {isGone && event.data ? (
          <EmptyState
            drawing="search"
            title={t`You no longer have access to this event`}
            action={<LinkButton tone="filled" href="/events">{t`All events`}</LinkButton>}
          >{t`You were removed from its team, or the event was deleted. Ask an admin of the event if this is a mistake.`}</EmptyState>
        ) : isGone ? (
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
      {event.data.taken_down_at && <TakenDown reason={event.data.takedown_reason ?? ""} />}
      <Outlet />
    </>
  );
}

/** Says why nobody but the team sees the event. */
function TakenDown({ reason }: { reason: string }) {
  return (
    <div className="mx-auto max-w-7xl px-4 pt-4 sm:px-8">
      <Notice tone="danger">
        <p className="font-medium">
          {t`This event was taken down. Nobody but its team can see it, nobody can join or reply, and nothing is sent to its guests.`}
        </p>
        <p dir="auto" className="mt-1 break-words">
          {reason}
        </p>
      </Notice>
    </div>
  );
}

function EventHead({ event }: { event: EventRow }) {
  const { word, tone } = statusLabel(event.status);
  return (
    <header data-event-head className="border-b border-line bg-surface px-4 pt-1 sm:px-8 sm:pt-5">
      <div className="mx-auto flex max-w-7xl flex-col sm:gap-3">
        <div className="flex items-center justify-between gap-x-4 sm:items-start sm:gap-x-6">
          <p
            className="min-w-0 truncate font-display text-lg font-medium tracking-tight sm:text-xl"
            dir="auto"
          >
            {event.title}
          </p>
          <span className="shrink-0">
            <NextAction event={event} />
          </span>
        </div>
        <div className="flex items-center gap-2 text-sm text-quiet sm:-mt-2">
          <Chip tone={tone}>{word}</Chip>
          <p className="flex min-w-0 gap-1">
            {event.starts_at ? (
              <time dateTime={event.starts_at} title={event.starts_at} className="truncate">
                {momentOf(event.starts_at, event.timezone)}
              </time>
            ) : (
              t`No date yet`
            )}
            {event.venue_text && (
              <>
                <span aria-hidden className="max-sm:hidden">
                  ·
                </span>
                <bdi className="min-w-0 flex-1 truncate max-sm:hidden">{event.venue_text}</bdi>
              </>
            )}
          </p>
        </div>
        <EventTabs event={event} />
      </div>
    </header>
  );
}

/** Date and time, with the event's city where the reader's clock shows another time. */
function momentOf(iso: string, timeZone: string): string {
  const moment = dayAndTime(iso, timeZone);
  return isElsewhere(iso, timeZone) ? t`${moment} ${zoneCity(timeZone)} time` : moment;
}

/** The suggested next step. */
function NextAction({ event }: { event: EventRow }) {
  const verb = useEventVerb(event.id);
  const base = `/events/${event.id}`;
  switch (nextStep(event)) {
    case "publish":
      return (
        <Button
          tone="filled"
          className="max-sm:h-8 max-sm:px-3"
          isPending={verb.isPending}
          onPress={() =>
            verb.mutate("publish", {
              onSuccess: () => toast.show(publishedText(event)),
              onError: (error) => toast.error(messageOf(error)),
            })
          }
        >{t`Publish`}</Button>
      );
    case "date":
      return <NextLink href={`${base}/settings`}>{t`Set the date`}</NextLink>;
    case "invite":
      return <NextLink href={`${base}/invitations?add=true`}>{t`Invite guests`}</NextLink>;
    case "door":
      return <NextLink href={`/door/${event.id}`}>{t`Open check-in`}</NextLink>;
    case "none":
      return null;
  }
}

function NextLink({ href, children }: { href: string; children: string }) {
  return (
    <LinkButton tone="filled" className="max-sm:h-8 max-sm:px-3" href={href}>
      {children}
    </LinkButton>
  );
}
