import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileUp, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { listState, type Attendee } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useParts } from "@/features/parts";
import { choiceOf } from "@/lib/choice";
import { seatName } from "@/lib/seatLabels";
import { useEventId } from "@/lib/useEventId";
import { useListSearch } from "@/lib/useListSearch";
import { Avatar, Button, EmptyState, LinkButton, ListPage, Table, type Column } from "@/ui";
import { AddGuest } from "../components/AddGuest";
import { AnswerChip } from "../components/AnswerChip";
import { BulkBar } from "../components/BulkBar";
import { Duplicates } from "../components/Duplicates";
import { ExportMenu } from "../components/ExportMenu";
import { GuestFilters } from "../components/GuestFilters";
import { GuestPanel } from "../components/GuestPanel";
import { NoGuests } from "../components/NoGuests";
import {
  attendanceChoices,
  attendanceLabel,
  countActive,
  nameOrDash,
  statusChoices,
  type Filters,
} from "../model";
import { useGuests, useGuestsLive } from "../queries";

const columns = (): Column<Attendee>[] => [
  {
    id: "name",
    head: t`Name`,
    cell: (row) => (
      <span className="flex items-center gap-3">
        <span className="max-sm:hidden">
          <Avatar name={row.name} />
        </span>
        <span className="min-w-0" dir="auto">
          {nameOrDash(row)}
        </span>
      </span>
    ),
  },
  {
    id: "party",
    head: t`Party`,
    className: "hidden md:table-cell max-w-56 truncate text-quiet",
    cell: (row) => <bdi>{row.party}</bdi>,
  },
  { id: "answer", head: t`Reply`, cell: (row) => <AnswerChip status={row.status} /> },
  {
    id: "contact",
    head: t`Contact`,
    className: "hidden lg:table-cell max-w-56 truncate text-quiet",
    cell: (row) => <bdi dir="ltr">{row.email ?? row.phone}</bdi>,
  },
  {
    id: "seat",
    head: t`Seat`,
    className: "hidden sm:table-cell",
    cell: (row) =>
      row.seat_number ? (
        <bdi className="tabular-nums">{seatName(row.seat_number)}</bdi>
      ) : (
        <span className="text-quiet">—</span>
      ),
  },
  {
    id: "door",
    head: t`Check-in`,
    className: "hidden lg:table-cell text-quiet",
    cell: (row) => (row.attendance === "not_checked_in" ? "—" : attendanceLabel(row.attendance)),
  },
];

export function GuestsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/guests" });
  const navigate = useNavigate({ from: "/events/$eventId/guests" });
  const { text, setText, set, clear } = useListSearch<typeof search>(search, navigate);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  useGuestsLive(eventId);
  const filters: Filters = {
    q: search.q,
    status: choiceOf(statusChoices, search.status),
    attendance: choiceOf(attendanceChoices, search.attendance),
    side: search.side,
    part: search.part,
    part_status: search.part ? choiceOf(statusChoices, search.part_status) : undefined,
  };
  const parts = useParts(eventId, event?.has_parts ?? false).data ?? [];
  const guests = useGuests(eventId, filters);
  const rows = guests.data?.pages.flatMap((page) => page.items) ?? [];
  const total = guests.data?.pages[0]?.total ?? rows.length;
  const canEdit = event ? allows(event, "edit_guests") : false;
  const add = (isOpen: boolean) => set({ add: isOpen || undefined });
  const compare = (isOpen: boolean) => set({ duplicates: isOpen || undefined });
  return (
    <ListPage
      title={t`Guests`}
      actions={
        canEdit && (
          <>
            {rows.length > 1 && (
              <Button
                icon={<Users size={16} />}
                onPress={() => compare(true)}
              >{t`Duplicates`}</Button>
            )}
            {event && allows(event, "export_guests") && rows.length > 0 && (
              <ExportMenu eventId={eventId} />
            )}
            <LinkButton
              href={`/events/${eventId}/guests/import`}
              icon={<FileUp size={16} />}
            >{t`Import file`}</LinkButton>
            <Button
              tone="filled"
              icon={<UserPlus size={16} />}
              onPress={() => add(true)}
            >{t`Add guest`}</Button>
          </>
        )
      }
      list={listState(guests)}
      count={rows.length}
      empty={<NoGuests eventId={eventId} onAdd={() => add(true)} />}
      isFiltered={countActive(filters) > 0 || Boolean(filters.q)}
      filters={
        <GuestFilters filters={filters} parts={parts} text={text} onText={setText} onChange={set}>
          {guests.isSuccess && plural(total, { one: "# guest", other: "# guests" })}
        </GuestFilters>
      }
      noMatch={
        <EmptyState
          drawing="search"
          title={t`No matching guests`}
          action={<Button onPress={clear}>{t`Show everyone`}</Button>}
        />
      }
      beside={
        <>
          {selected.size > 0 && (
            <BulkBar
              eventId={eventId}
              rows={rows.filter((row) => selected.has(row.id))}
              onDone={() => setSelected(new Set())}
            />
          )}
          <GuestPanel
            eventId={eventId}
            id={search.guest ?? null}
            canEdit={canEdit}
            onClose={() => set({ guest: undefined })}
          />
          <Duplicates
            eventId={eventId}
            isOpen={canEdit && (search.duplicates ?? false)}
            onClose={() => compare(false)}
          />
          <AddGuest eventId={eventId} isOpen={search.add ?? false} onClose={() => add(false)} />
        </>
      }
    >
      <Table
        label={t`Guests`}
        rows={rows}
        columns={columns()}
        keyOf={(row) => row.id}
        nameOf={nameOrDash}
        current={search.guest ?? null}
        onOpen={(row) => set({ guest: row.id })}
        {...(canEdit ? { selected, onSelect: setSelected } : {})}
      />
    </ListPage>
  );
}
