import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { MailPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { messageOf, type Invitation } from "@/api";
import { allows, useEvent } from "@/features/events";
import { choiceOf } from "@/lib/choice";
import { useDebounced } from "@/lib/useDebounced";
import { useEventId } from "@/lib/useEventId";
import {
  Bar,
  Button,
  Card,
  Chip,
  EmptyState,
  LoadError,
  Page,
  PageHead,
  Skeleton,
  Table,
  type Column,
} from "@/ui";
import { InvitationFilters } from "../components/InvitationFilters";
import { InvitationPanel } from "../components/InvitationPanel";
import { InviteParty } from "../components/InviteParty";
import { NoInvitations } from "../components/NoInvitations";
import { SendBar } from "../components/SendBar";
import { invitationStatuses, statusWord, unsent, wayWord, yesCount } from "../model";
import { useInvitations, useInvitationsLive } from "../queries";

const columns = (): Column<Invitation>[] => [
  { id: "label", head: t`Party`, cell: (row) => <span dir="auto">{row.label}</span> },
  {
    id: "people",
    head: t`Coming`,
    className: "w-36",
    cell: (row) => {
      const yes = yesCount(row);
      const all = row.guests.length;
      return (
        <span className="flex items-center gap-2">
          <span data-figures className="whitespace-nowrap">{t`${yes} of ${all}`}</span>
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
    head: t`Answer`,
    className: "hidden sm:table-cell",
    cell: (row) => <Chip tone={statusWord(row.status).tone}>{statusWord(row.status).word}</Chip>,
  },
  {
    id: "way",
    head: t`Invitation`,
    className: "hidden md:table-cell text-quiet",
    cell: (row) => wayWord(row),
  },
  {
    id: "code",
    head: t`Code`,
    className: "hidden lg:table-cell text-quiet",
    cell: (row) => <bdi dir="ltr">{row.short_code}</bdi>,
  },
];

export function InvitationsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search = useSearch({ from: "/known/app/events/$eventId/invitations" });
  const navigate = useNavigate({ from: "/events/$eventId/invitations" });
  const [text, setText] = useState(search.q ?? "");
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const typed = useDebounced(text.trim());
  useInvitationsLive(eventId);
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, q: typed || undefined }), replace: true });
  }, [typed, navigate]);
  const invitations = useInvitations(eventId, {
    q: search.q,
    status: choiceOf(invitationStatuses, search.status),
  });
  const rows = invitations.data?.pages.flatMap((page) => page.items) ?? [];
  const total = invitations.data?.pages[0]?.total ?? rows.length;
  const canEdit = event ? allows(event, "edit_invitations") : false;
  const isPublished = event?.status === "published";
  const isFiltered = Boolean(search.q ?? search.status);
  const isBare = invitations.isSuccess && rows.length === 0;
  const waiting = unsent(rows);
  const open = (invitation: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, invitation }) });
  const add = (isOpen: boolean) =>
    void navigate({ search: (before) => ({ ...before, add: isOpen || undefined }) });
  return (
    <Page>
      <PageHead
        title={t`Invitations`}
        actions={
          canEdit && (
            <>
              {waiting.length > 0 && (
                <Button onPress={() => setSelected(new Set(waiting.map((row) => row.id)))}>
                  {plural(waiting.length, { one: "Choose # not sent", other: "Choose # not sent" })}
                </Button>
              )}
              <Button
                tone="filled"
                icon={<MailPlus size={16} />}
                onPress={() => add(true)}
              >{t`Invite a party`}</Button>
            </>
          )
        }
      />
      {isBare && !isFiltered ? (
        <Card>
          <NoInvitations eventId={eventId} onAdd={() => add(true)} />
        </Card>
      ) : (
        <Card flush>
          <InvitationFilters
            text={text}
            onText={setText}
            status={search.status}
            onStatus={(status) => void navigate({ search: (before) => ({ ...before, status }) })}
          >
            {invitations.isSuccess &&
              plural(total, { one: "# invitation", other: "# invitations" })}
          </InvitationFilters>
          {invitations.isPending && (
            <div className="px-5 py-3">
              <Skeleton lines={8} />
            </div>
          )}
          {invitations.isError && (
            <div className="p-5">
              <LoadError
                message={messageOf(invitations.error)}
                onRetry={() => void invitations.refetch()}
              />
            </div>
          )}
          {isBare && (
            <EmptyState
              drawing="search"
              title={t`No invitation matches`}
              action={
                <Button
                  onPress={() => {
                    setText("");
                    void navigate({ search: {} });
                  }}
                >{t`Show all`}</Button>
              }
            />
          )}
          {rows.length > 0 && (
            <Table
              label={t`Invitations`}
              rows={rows}
              columns={columns()}
              keyOf={(row) => row.id}
              nameOf={(row) => row.label}
              current={search.invitation ?? null}
              onOpen={(row) => open(row.id)}
              {...(canEdit ? { selected, onSelect: setSelected } : {})}
            />
          )}
          {invitations.hasNextPage && (
            <div className="border-t border-line p-4 text-center">
              <Button
                isPending={invitations.isFetchingNextPage}
                onPress={() => void invitations.fetchNextPage()}
              >{t`Show more`}</Button>
            </div>
          )}
        </Card>
      )}
      {selected.size > 0 && (
        <SendBar
          eventId={eventId}
          rows={rows.filter((row) => selected.has(row.id))}
          isPublished={isPublished}
          onDone={() => setSelected(new Set())}
        />
      )}
      <InvitationPanel
        eventId={eventId}
        id={search.invitation ?? null}
        canEdit={canEdit}
        isPublished={isPublished}
        onClose={() => open(undefined)}
      />
      <InviteParty eventId={eventId} isOpen={search.add ?? false} onClose={() => add(false)} />
    </Page>
  );
}
