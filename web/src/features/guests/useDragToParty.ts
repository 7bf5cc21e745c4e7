import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee } from "@/api";
import { toast, type RowDrag } from "@/ui";
import { useChangeGuests } from "./queries";
import type { Selection } from "./selection";
import { useUndo } from "./undo";

/** Moves guests to another party by dragging a row onto one of its rows; a selected row takes the others along. */
export function useDragToParty(eventId: string, selection: Selection): RowDrag<Attendee> {
  const [dragged, setDragged] = useState<Attendee | null>(null);
  const change = useChangeGuests(eventId);
  const undo = useUndo(eventId);
  const move = (guest: Attendee, to: Attendee) => {
    const invitation_id = to.invitation_id ?? null;
    if (invitation_id === null) return;
    const isAmongChosen = "ids" in selection.chosen && selection.has(guest.id);
    const ids = isAmongChosen && "ids" in selection.chosen ? selection.chosen.ids : [guest.id];
    const number = ids.length;
    const { name } = guest;
    const party = to.party ?? to.name;
    change.mutate(
      { ids, set: { invitation_id } },
      {
        onSuccess: (batches) => {
          toast.show(
            number === 1
              ? t`${name} is in the party ${party} now`
              : plural(number, {
                  one: `# guest is in the party ${party} now`,
                  other: `# guests are in the party ${party} now`,
                }),
            undo(batches),
          );
          if (isAmongChosen) selection.clear();
        },
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  };
  return {
    dragged,
    onStart: setDragged,
    onEnd: () => setDragged(null),
    accepts: (row) =>
      dragged !== null &&
      Boolean(row.invitation_id) &&
      row.status !== "canceled" &&
      row.invitation_id !== dragged.invitation_id,
    onDrop: (row) => {
      if (dragged) move(dragged, row);
      setDragged(null);
    },
  };
}
