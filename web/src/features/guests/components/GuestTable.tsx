import { plural, t } from "@lingui/core/macro";
import type { Attendee } from "@/api";
import { LongTable, type Column } from "@/ui";
import type { Sort } from "../filters";
import { nameOrDash } from "../model";
import type { GuestRows } from "../rows";
import type { Selection } from "../selection";
import { useDragToParty } from "../useDragToParty";

interface Props {
  eventId: string;
  guests: GuestRows;
  columns: Column<Attendee>[];
  sort: Sort;
  canEdit: boolean;
  selection: Selection;
  current: string | null;
  onOpen: (id: string) => void;
  onSort: (sort: string) => void;
}

/** The rows of the guest list. By party, they can be dragged from one party to another. */
export function GuestTable({
  eventId,
  guests,
  columns,
  sort,
  canEdit,
  selection,
  current,
  onOpen,
  onSort,
}: Props) {
  const total = guests.total ?? 0;
  const drag = useDragToParty(eventId, selection);
  const isByParty = canEdit && (sort === "party" || sort === "-party");
  return (
    <>
      {isByParty && (
        <p className="px-5 pb-2 text-xs text-quiet pointer-coarse:hidden">
          {t`Drag a guest onto somebody of another party to move them there, or select guests and choose “Party”.`}
        </p>
      )}
      <LongTable
        label={t`Guests`}
        count={total}
        rowAt={guests.rowAt}
        onView={guests.onView}
        columns={columns}
        keyOf={(row) => row.id}
        nameOf={nameOrDash}
        current={current}
        onOpen={(row) => onOpen(row.id)}
        sort={sort}
        onSort={onSort}
        {...(canEdit
          ? {
              isSelected: selection.has,
              onToggle: selection.toggle,
              drag: isByParty ? drag : undefined,
              all: selection.state,
              onAll: selection.toggleAll,
              allLabel: plural(total, { one: "Select # guest", other: "Select all # guests" }),
            }
          : {})}
      />
    </>
  );
}
