import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type EventItem } from "@/api";
import { dayOf } from "@/lib/dates";
import {
  Button,
  Card,
  EmptyState,
  LinkButton,
  LoadError,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { EventCard } from "../components/EventCard";
import { groupEvents } from "../model";
import { useDeletedEvents, useEvents, useEventVerb } from "../queries";

export function EventsPage() {
  const events = useEvents();
  const groups = groupEvents(events.data ?? []);
  const isEmpty = events.data?.length === 0;
  return (
    <Page width="narrow">
      <PageHead
        title={t`Events`}
        actions={
          !isEmpty && (
            <LinkButton
              href="/events/new"
              tone="filled"
              icon={<Plus size={16} />}
            >{t`Create event`}</LinkButton>
          )
        }
      />
      {events.isPending && <Skeleton lines={6} />}
      {events.isError && (
        <LoadError message={messageOf(events.error)} onRetry={() => void events.refetch()} />
      )}
      {isEmpty && (
        <Card>
          <EmptyState
            drawing="calendar"
            title={t`Your first event starts with a name and a day`}
            action={
              <LinkButton
                href="/events/new"
                tone="filled"
                size="large"
              >{t`Create event`}</LinkButton>
            }
          >
            {t`Add guests, seats and check-in next. Nothing is sent until you send it.`}
          </EmptyState>
        </Card>
      )}
      <Group title={t`Today`} events={groups.today} />
      <Group title={t`Coming up`} events={groups.coming} />
      <Group title={t`Over`} events={groups.past} />
      {!events.isPending && <Deleted />}
    </Page>
  );
}

function Group({ title, events }: { title: string; events: EventItem[] }) {
  if (events.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-sm font-medium text-quiet">{title}</h2>
      {events.map((event) => (
        <EventCard key={event.id} event={event} />
      ))}
    </section>
  );
}

function Deleted() {
  const [isShown, setShown] = useState(false);
  const deleted = useDeletedEvents(isShown);
  return (
    <section className="flex flex-col items-start gap-3">
      <Button tone="quiet" size="small" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
        {isShown ? t`Hide deleted events` : t`Show deleted events`}
      </Button>
      {isShown && deleted.isPending && <Skeleton lines={2} />}
      {deleted.data?.length === 0 && (
        <p className="px-3 text-sm text-quiet">{t`Nothing was deleted in the last 30 days.`}</p>
      )}
      {isShown && deleted.data?.map((event) => <DeletedRow key={event.id} event={event} />)}
    </section>
  );
}

function DeletedRow({ event }: { event: EventItem }) {
  const verb = useEventVerb(event.id);
  return (
    <div className="flex w-full items-center gap-4 rounded-card border border-dashed border-line px-5 py-3 text-sm">
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {event.title}
      </span>
      {event.deleted_at && (
        <span className="text-quiet">{dayOf(event.deleted_at, event.timezone)}</span>
      )}
      <Button
        size="small"
        isPending={verb.isPending}
        onPress={() =>
          verb.mutate("restore", {
            onSuccess: () => toast.show(t`“${event.title}” was restored`),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        {t`Restore`}
      </Button>
    </div>
  );
}
