import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { listState, type BookGuest } from "@/api";
import { useEvents } from "@/features/events";
import {
  chooseOrganization,
  useChosenOrganization,
  useOrganizations,
} from "@/features/organizations";
import { choiceOf } from "@/lib/choice";
import { useListSearch } from "@/lib/useListSearch";
import { Button, Chip, EmptyState, ListPage, SearchField, Select, Table, type Column } from "@/ui";
import { BookActions } from "../components/BookActions";
import { answerLabel } from "../components/PersonEvents";
import { PersonPanel } from "../components/PersonPanel";
import { useBook } from "../queries";

interface Search {
  id?: string | undefined;
  q?: string | undefined;
  tag?: string | undefined;
  sort?: string | undefined;
}
const sorts = ["name", "-name", "added", "-added"] as const;

/** The people of an organization, with every event they were invited to. */
export function BookPage() {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const move = useCallback(
    (options: { search: (before: Search) => Search; replace?: boolean }) =>
      navigate({ to: ".", ...options }),
    [navigate],
  );
  const { text, setText, set, clear } = useListSearch(search, move);
  const books = useBooks();
  const kept = useChosenOrganization()?.id;
  const book = books.find((one) => one.id === (search.id ?? kept)) ?? books[0];
  const sort = choiceOf(sorts, search.sort) ?? "name";
  const found = useBook({ organization_id: book?.id, q: search.q, tag: search.tag, sort });
  const guests = found.data?.pages.flatMap((page) => page.items) ?? [];
  const [selected, setSelected] = useState(new Set<string>());
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = guests.find((one) => one.id === openId);
  const chosen = guests.filter((one) => selected.has(one.id)).slice(0, 500);
  return (
    <ListPage
      title={t`Address book`}
      intro={t`Everybody the organization knows, with the events they were invited to.`}
      list={listState(found)}
      count={guests.length}
      isFiltered={Boolean(search.q ?? search.tag)}
      actions={
        books.length > 1 &&
        book && (
          <Select
            label={t`Organization`}
            hideLabel
            className="w-48 max-w-full"
            options={books.map(({ id, name }) => ({ id, label: name }))}
            value={book.id}
            onChange={(id) => {
              setSelected(new Set());
              chooseOrganization(id);
              set({ id });
            }}
          />
        )
      }
      empty={
        <EmptyState
          drawing="people"
          title={t`Nobody here yet`}
        >{t`People come into the address book when they are invited to an event or imported.`}</EmptyState>
      }
      noMatch={
        <EmptyState
          drawing="people"
          title={t`Nobody matches`}
          action={<Button onPress={clear}>{t`Clear filters`}</Button>}
        >{t`No one in the address book matches these filters.`}</EmptyState>
      }
      filters={
        <div className="flex flex-wrap items-end gap-3 border-b border-line px-5 py-3">
          <SearchField
            label={t`Find a person`}
            className="min-w-48 flex-1"
            value={text}
            onChange={setText}
          />
          <Select
            label={t`Sort by`}
            hideLabel
            className="w-44"
            options={sorts.map((id) => ({ id, label: sortLabel(id) }))}
            value={sort}
            onChange={(id) => set({ sort: id })}
          />
          {search.tag && (
            <Button size="small" onPress={() => set({ tag: undefined })}>
              {t`Tag: ${search.tag}`} ✕
            </Button>
          )}
        </div>
      }
      beside={
        opened && (
          <PersonPanel
            guest={opened}
            isWhole={book?.isWhole ?? false}
            canErase={book?.isManaged ?? false}
            onClose={() => setOpenId(null)}
          />
        )
      }
    >
      {chosen.length > 0 && book && (
        <BookActions organization={book.id} guests={chosen} onDone={() => setSelected(new Set())} />
      )}
      <Table
        label={t`Address book`}
        rows={guests}
        keyOf={(row) => row.id}
        nameOf={(row) => row.name}
        columns={columns((tag) => set({ tag }))}
        selected={selected}
        onSelect={setSelected}
        onOpen={(row) => setOpenId(row.id)}
      />
    </ListPage>
  );
}

/** The organizations whose address book the user may open; by events only, it is those events' people. */
function useBooks() {
  const own = useOrganizations().data ?? [];
  const events = useEvents().data ?? [];
  const others = new Map(
    events
      .filter((event) => event.can?.edit_guests)
      .filter((event) => !own.some((one) => one.id === event.organization_id))
      .map((event) => [event.organization_id, t`Guests of “${event.title}”`]),
  );
  return [
    ...own.map(({ id, name, can }) => ({
      id,
      name,
      isWhole: can.edit_guests ?? false,
      isManaged: can.manage_organization ?? false,
    })),
    ...[...others].map(([id, name]) => ({ id, name, isWhole: false, isManaged: false })),
  ];
}

function sortLabel(sort: (typeof sorts)[number]): string {
  switch (sort) {
    case "name":
      return t`Name, A to Z`;
    case "-name":
      return t`Name, Z to A`;
    case "added":
      return t`First added`;
    case "-added":
      return t`Last added`;
  }
}

const columns = (onTag: (tag: string) => void): Column<BookGuest>[] => [
  {
    id: "name",
    head: t`Name`,
    cell: (row) => <bdi className="font-medium">{row.name || "—"}</bdi>,
  },
  {
    id: "contact",
    head: t`Contact`,
    className: "hidden md:table-cell max-w-56 truncate text-quiet",
    cell: (row) => <bdi dir="ltr">{row.email ?? row.phone}</bdi>,
  },
  {
    id: "tags",
    head: t`Tags`,
    className: "hidden md:table-cell",
    cell: (row) => (
      <span className="flex flex-wrap gap-1">
        {row.tags.map((tag) => (
          <Button key={tag} size="small" tone="quiet" onPress={() => onTag(tag)}>
            {tag}
          </Button>
        ))}
      </span>
    ),
  },
  {
    id: "events",
    head: t`Events`,
    cell: (row) => (
      <span className="flex flex-wrap gap-1">
        {row.events.slice(0, 2).map(({ event_id, title, status }) => (
          <Chip key={event_id} tone={status === "going" ? "accent" : "neutral"}>
            <bdi className="max-w-24 truncate sm:max-w-40">{title}</bdi> · {answerLabel(status)}
          </Chip>
        ))}
        {row.event_count > 2 && <span className="text-quiet">+{row.event_count - 2}</span>}
      </span>
    ),
  },
];
