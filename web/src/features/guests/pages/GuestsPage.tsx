import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileUp, UserPlus, Users } from "lucide-react";
import type { SavedView } from "@/api";
import { allows, useEvent } from "@/features/events";
import { choiceOf } from "@/lib/choice";
import { useEventId } from "@/lib/useEventId";
import { useListSearch } from "@/lib/useListSearch";
import { Button, EmptyState, LinkButton, ListPage } from "@/ui";
import { AddGuest } from "../components/AddGuest";
import { BulkBar } from "../components/BulkBar";
import { ColumnsMenu } from "../components/ColumnsMenu";
import { Duplicates } from "../components/Duplicates";
import { ExportMenu } from "../components/ExportMenu";
import { GuestFilters } from "../components/GuestFilters";
import { GuestPanel } from "../components/GuestPanel";
import { GuestTable } from "../components/GuestTable";
import { NoGuests } from "../components/NoGuests";
import { ViewsMenu } from "../components/ViewsMenu";
import { countActive, filtersOf, sorts } from "../filters";
import { useGuestsLive } from "../queries";
import { useGuestRows } from "../rows";
import { useSelection } from "../selection";
import { useGuestColumns } from "../useGuestColumns";
import { searchOf } from "../views";

export function GuestsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/guests" });
  const navigate = useNavigate({ from: "/events/$eventId/guests" });
  const { text, setText, set, clear } = useListSearch<typeof search>(search, navigate);
  useGuestsLive(eventId);
  const canEdit = event ? allows(event, "edit_guests") : false;
  const filters = filtersOf(search);
  const sort = choiceOf(sorts, search.sort) ?? "name";
  const list = useGuestColumns(eventId, canEdit, search);
  const { chosen } = list;
  const guests = useGuestRows(eventId, filters, sort);
  const total = guests.total ?? 0;
  const selection = useSelection(filters, guests.total, guests.loaded);
  const add = (isOpen: boolean) => set({ add: isOpen || undefined });
  const compare = (isOpen: boolean) => set({ duplicates: isOpen || undefined });
  const open = (view: SavedView) => {
    const opened = searchOf(view);
    setText(opened.q ?? "");
    set(opened);
  };
  return (
    <ListPage
      title={t`Guests`}
      actions={
        canEdit && (
          <>
            {total > 1 && (
              <Button
                icon={<Users size={16} />}
                onPress={() => compare(true)}
              >{t`Duplicates`}</Button>
            )}
            {event && allows(event, "export_guests") && total > 0 && (
              <ExportMenu eventId={eventId} filters={filters} sort={sort} columns={chosen} />
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
      list={guests.state}
      count={total}
      empty={<NoGuests eventId={eventId} onAdd={() => add(true)} />}
      isFiltered={countActive(filters) > 0 || Boolean(filters.q)}
      filters={
        <GuestFilters
          eventId={eventId}
          search={search}
          names={list.names}
          questions={list.questions}
          parts={list.parts}
          text={text}
          onText={setText}
          onChange={set}
          menus={
            <>
              <ViewsMenu
                eventId={eventId}
                query={{ filters, sort, columns: [...chosen] }}
                current={search.view}
                canShare={canEdit}
                onOpen={open}
              />
              <ColumnsMenu
                all={list.all}
                chosen={chosen}
                onChange={(ids) => set({ columns: ids.join() })}
              />
            </>
          }
        >
          {guests.total !== null && plural(total, { one: "# guest", other: "# guests" })}
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
          {selection.number > 0 && (
            <BulkBar
              eventId={eventId}
              chosen={selection.chosen}
              number={selection.number}
              onDone={selection.clear}
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
      <GuestTable
        eventId={eventId}
        guests={guests}
        columns={list.columns}
        sort={sort}
        canEdit={canEdit}
        selection={selection}
        current={search.guest ?? null}
        onOpen={(guest) => set({ guest })}
        onSort={(next) => set({ sort: next })}
      />
    </ListPage>
  );
}
