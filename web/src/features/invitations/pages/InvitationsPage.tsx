import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Link2, MailPlus, UserPlus } from "lucide-react";
import { useState } from "react";
import { listState, type Invitation } from "@/api";
import { allows, useEvent } from "@/features/events";
import { choiceOf } from "@/lib/choice";
import { useEventId } from "@/lib/useEventId";
import { useListSearch } from "@/lib/useListSearch";
import { Bar, Button, Chip, EmptyState, ListPage, Table, type Column } from "@/ui";
import { InvitationFilters } from "../components/InvitationFilters";
import { InvitationPanel } from "../components/InvitationPanel";
import { InviteParty } from "../components/InviteParty";
import { InvitePerson } from "../components/InvitePerson";
import { NoInvitations } from "../components/NoInvitations";
import { PartyName } from "../components/PartyName";
import { SendBar } from "../components/SendBar";
import { ShareLinks } from "../components/ShareLinks";
import {
  canBeSent,
  hasAddress,
  invitationStatuses,
  reachOf,
  statusLabel,
  wayLabel,
  yesCount,
} from "../model";
import { useInvitations, useInvitationsLive, useUnsent } from "../queries";

const columns = (): Column<Invitation>[] => [
  { id: "label", head: t`Party`, cell: (row) => <PartyName row={row} /> },
  {
    id: "people",
    head: t({ context: "count", message: "Coming" }),
    className: "w-36",
    cell: (row) => {
      const yes = yesCount(row);
      const all = row.guests.length;
      return (
        <span className="flex items-center gap-2">
          <span data-figures className="whitespace-nowrap">
            {all === 0 ? "—" : t`${yes} of ${all}`}
          </span>
          <Bar
            className="hidden w-14 sm:flex"
            max={all}
            parts={[{ label: "yes", value: yes, className: "bg-positive" }]}
          />
        </span>
      );
    },
  },
  {
    id: "status",
    head: t`Reply`,
    className: "hidden sm:table-cell",
    cell: (row) => <Chip tone={statusLabel(row.status).tone}>{statusLabel(row.status).word}</Chip>,
  },
  {
    id: "way",
    head: t`Invitation`,
    className: "hidden md:table-cell text-quiet",
    cell: (row) => wayLabel(row),
  },
  {
    id: "code",
    head: t`Code`,
    className: "hidden lg:table-cell text-quiet",
    cell: (row) => <bdi dir="ltr">{row.short_code}</bdi>,
  },
];

/** Some invitations by their ids, or all that weren't sent of those that match the filters `of`. */
type Chosen = Set<string> | { of: string };

/** The rows on the page that "all not sent" means. */
const shownUnsent = (rows: readonly Invitation[]) =>
  new Set(
    rows
      .filter((row) => !row.sent_at && !row.responded_at && canBeSent(row) && hasAddress(row))
      .map((row) => row.id),
  );

export function InvitationsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/authenticated/app/events/$eventId/invitations" });
  const navigate = useNavigate({ from: "/events/$eventId/invitations" });
  const { text, setText, set, clear } = useListSearch<typeof search>(search, navigate);
  const [chosen, setChosen] = useState<Chosen>(new Set());
  useInvitationsLive(eventId);
  const filters = { q: search.q, status: choiceOf(invitationStatuses, search.status) };
  const invitations = useInvitations(eventId, { ...filters, canceled: search.canceled });
  const rows = invitations.data?.pages.flatMap((page) => page.items) ?? [];
  const total = invitations.data?.pages[0]?.total ?? rows.length;
  const canEdit = event ? allows(event, "edit_invitations") : false;
  const isPublished = event?.status === "published";
  const waiting = useUnsent(eventId, filters).data;
  // All of one filter aren't all of another.
  const isAllUnsent = !(chosen instanceof Set) && chosen.of === JSON.stringify(filters);
  const selected = chosen instanceof Set ? chosen : new Set<string>();
  const clearChoice = () => setChosen(new Set());
  const add = (isOpen: boolean) => set({ add: isOpen || undefined });
  return (
    <ListPage
      title={t`Invitations`}
      actions={
        canEdit && (
          <>
            {waiting && waiting.reachable > 0 && (
              <Button onPress={() => setChosen({ of: JSON.stringify(filters) })}>
                {plural(waiting.reachable, {
                  one: "Select # not sent",
                  other: "Select # not sent",
                })}
              </Button>
            )}
            <Button
              icon={<Link2 size={16} />}
              onPress={() => set({ share: true })}
            >{t`Share links`}</Button>
            <Button
              icon={<UserPlus size={16} />}
              onPress={() => set({ person: true })}
            >{t`Invite by e-mail or phone`}</Button>
            <Button
              tone="filled"
              icon={<MailPlus size={16} />}
              onPress={() => add(true)}
            >{t`Invite a party`}</Button>
          </>
        )
      }
      list={listState(invitations)}
      count={rows.length}
      empty={<NoInvitations eventId={eventId} onAdd={() => add(true)} />}
      isFiltered={Boolean(search.q ?? search.status)}
      filters={
        <InvitationFilters
          text={text}
          onText={setText}
          status={search.status}
          onStatus={(status) => set({ status })}
          isShowingCanceled={search.canceled ?? false}
          onShowCanceled={(isOn) => set({ canceled: isOn || undefined })}
        >
          {invitations.isSuccess && plural(total, { one: "# invitation", other: "# invitations" })}
        </InvitationFilters>
      }
      noMatch={
        <EmptyState
          drawing="search"
          title={t`No matching invitations`}
          action={<Button onPress={clear}>{t`Show all`}</Button>}
        />
      }
      beside={
        <>
          {isAllUnsent && waiting && (
            <SendBar
              eventId={eventId}
              choice={{ filters: { ...filters, unsent: true } }}
              reach={{
                chosen: waiting.reachable,
                reachable: waiting.reachable,
                silent: waiting.no_address,
                answered: 0,
              }}
              isPublished={isPublished}
              onDone={clearChoice}
            />
          )}
          {selected.size > 0 && (
            <SendBar
              eventId={eventId}
              choice={{ ids: [...selected] }}
              reach={reachOf(rows.filter((row) => selected.has(row.id)))}
              isPublished={isPublished}
              onDone={clearChoice}
            />
          )}
          <InvitationPanel
            eventId={eventId}
            id={search.invitation ?? null}
            canEdit={canEdit}
            isPublished={isPublished}
            onClose={() => set({ invitation: undefined })}
          />
          {event && canEdit && (
            <ShareLinks
              event={event}
              isOpen={search.share ?? false}
              onClose={() => set({ share: undefined })}
            />
          )}
          {event && canEdit && (
            <InvitePerson
              event={event}
              isOpen={search.person ?? false}
              onClose={() => set({ person: undefined })}
            />
          )}
          <InviteParty
            event={event}
            eventId={eventId}
            isOpen={search.add ?? false}
            onClose={() => add(false)}
          />
        </>
      }
    >
      <Table
        label={t`Invitations`}
        rows={rows}
        columns={columns()}
        keyOf={(row) => row.id}
        nameOf={(row) => row.label}
        current={search.invitation ?? null}
        onOpen={(row) => set({ invitation: row.id })}
        {...(canEdit
          ? { selected: isAllUnsent ? shownUnsent(rows) : selected, onSelect: setChosen }
          : {})}
      />
    </ListPage>
  );
}
