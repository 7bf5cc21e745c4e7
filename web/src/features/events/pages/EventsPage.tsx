import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback } from "react";
import { listState, messageOf, type EventItem } from "@/api";
import { DiscoverLink } from "@/features/interests";
import { MyInvites } from "@/features/invites";
import {
  chooseOrganization,
  useChosenOrganization,
  useOrganizations,
} from "@/features/organizations";
import { MyRequests } from "@/features/requests";
import { dayOf } from "@/lib/dates";
import { useKept } from "@/lib/useKept";
import { useListSearch } from "@/lib/useListSearch";
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
import { EventFilters } from "../components/EventFilters";
import { EventTable } from "../components/EventTable";
import { eventSearch, isFiltered, queryOf, type EventSearch } from "../list";
import { useEventVerb, useFoundEvents } from "../queries";

export function EventsPage() {
  const { search, filters } = useEventSearch();
  const [view, setView] = useKept("convite.events.view", "cards");
  const organizations = useOrganizations().data ?? [];
  const found = useFoundEvents(queryOf(search));
  const list = listState(found);
  const events = found.data?.pages.flatMap((page) => page.items) ?? [];
  const isNew = found.isSuccess && events.length === 0 && !isFiltered(search);
  return (
    <Page width={view === "table" ? "wide" : "narrow"}>
      <PageHead title={t`Events`} actions={!isNew && <CreateLink />} />
      <MyInvites />
      <MyRequests />
      {!isNew && (
        <EventFilters
          search={search}
          text={filters.text}
          onText={filters.setText}
          onChange={filters.set}
          organizations={organizations}
          view={view}
          onView={setView}
        />
      )}
      {list.isPending && <Skeleton lines={6} />}
      {list.problem !== null && <LoadError message={list.problem} onRetry={list.onRetry} />}
      {isNew && <FirstEvent />}
      {found.isSuccess && events.length === 0 && !isNew && (
        <NothingFound search={search} onClear={filters.clear} />
      )}
      {events.length > 0 && <Events events={events} search={search} view={view} />}
      {list.hasMore && (
        <div className="text-center">
          <Button isPending={list.isLoadingMore} onPress={list.onMore}>{t`Show more`}</Button>
        </div>
      )}
    </Page>
  );
}

function useEventSearch() {
  const asked = eventSearch.parse(useSearch({ strict: false }));
  const kept = useChosenOrganization()?.id;
  const search = { ...asked, organization: asked.organization ?? kept };
  const navigate = useNavigate();
  const navigateSearch = useCallback(
    (options: { search: (before: EventSearch) => EventSearch; replace?: boolean }) =>
      navigate({ to: ".", ...options }),
    [navigate],
  );
  const filters = useListSearch(search, navigateSearch);
  const set = (change: Partial<EventSearch>) => {
    if ("organization" in change) chooseOrganization(change.organization ?? null);
    filters.set(change);
  };
  const clear = () => {
    chooseOrganization(null);
    filters.clear();
  };
  return { search, filters: { ...filters, set, clear } };
}

function Events({
  events,
  search,
  view,
}: {
  events: EventItem[];
  search: EventSearch;
  view: string;
}) {
  if (search.show === "deleted")
    return (
      <div className="flex flex-col gap-3">
        {events.map((event) => (
          <DeletedRow key={event.id} event={event} />
        ))}
      </div>
    );
  if (view === "table")
    return (
      <Card flush>
        <EventTable events={events} />
      </Card>
    );
  const of = (when: EventItem["when"]) => events.filter((event) => event.when === when);
  return (
    <>
      <Group title={t`Today`} events={of("today")} />
      <Group title={t`Coming up`} events={of("coming")} />
      <Group title={t`Over`} events={of("past")} />
    </>
  );
}

function CreateLink() {
  return (
    <LinkButton
      href="/events/new"
      tone="filled"
      icon={<Plus size={16} />}
    >{t`Create event`}</LinkButton>
  );
}

function FirstEvent() {
  return (
    <Card>
      <EmptyState
        drawing="calendar"
        title={t`Your first event starts with a name and a day`}
        action={
          <>
            <LinkButton href="/events/new" tone="filled" size="large">{t`Create event`}</LinkButton>
            <LinkButton href="/events?show=deleted" size="large">{t`Deleted events`}</LinkButton>
          </>
        }
      >
        {t`Add guests, seats and check-in next. Nothing is sent until you send it.`}
      </EmptyState>
      <div className="text-center">
        <DiscoverLink />
      </div>
    </Card>
  );
}

function NothingFound({ search, onClear }: { search: EventSearch; onClear: () => void }) {
  const isDeleted = search.show === "deleted" && !search.q;
  const isArchived = search.show === "archived" && !search.q;
  return (
    <Card>
      <EmptyState
        drawing="search"
        title={
          isDeleted
            ? t`Nothing was deleted in the last 30 days.`
            : isArchived
              ? t`No archived events`
              : t`No matching events`
        }
        action={<Button onPress={onClear}>{t`Show all events`}</Button>}
      >
        {isArchived ? t`Archive an event from its menu to take it off the list.` : null}
      </EmptyState>
    </Card>
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

function DeletedRow({ event }: { event: EventItem }) {
  const verb = useEventVerb(event.id);
  return (
    <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-dashed border-line px-5 py-3 text-sm">
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {event.title}
      </span>
      {event.deleted_at && (
        <span className="text-quiet">{t`Deleted ${dayOf(event.deleted_at, event.timezone)}`}</span>
      )}
      {event.can.delete_event && (
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
      )}
    </div>
  );
}
