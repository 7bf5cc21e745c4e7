import { t } from "@lingui/core/macro";
import {
  type ActivityTexts,
  patched,
  type Attendee,
  type AttendeeStatus,
  type FactName,
  type LiveMessage,
  type Page,
  type Patches,
} from "@/api";

export interface Patched {
  page: Page<Attendee>;
  verdict: "same" | "patched" | "read";
}

/** Facts that change who is on the list, so that it has to be refetched. */
const refetchActions: ReadonlySet<FactName> = new Set([
  "list_changed",
  "attendee_added",
  "attendee_updated",
  "invitation_canceled",
  "invitation_deleted",
  "part_added",
  "part_changed",
  "part_removed",
]);
const statuses: Record<AttendeeStatus, true> = {
  pending: true,
  waitlisted: true,
  going: true,
  declined: true,
  canceled: true,
};
const isStatus = (status: string): status is AttendeeStatus => status in statuses;
const isAbout = (row: Attendee, fact: { attendee_id: string }) => row.id === fact.attendee_id;
const isOfParty = (row: Attendee, fact: { invitation_id: string }) =>
  row.invitation_id === fact.invitation_id;
const withoutSeat = (row: Attendee): Attendee => ({ ...row, seat_id: null, seat_number: null });

const answered = (
  part: Attendee["parts"][number],
  { parts }: { parts?: Record<string, string> },
) => {
  const status = parts?.[part.part_id];
  return status && isStatus(status) ? { ...part, status } : part;
};

/** The attendance that a check-out or an undone check-in leaves. */
const attendanceOf = (word: string | undefined): Attendee["attendance"] =>
  word === "not_checked_in" || word === "checked_in" ? word : "left";

export const rowPatches: Patches<Attendee> = {
  guest_checked_in: (row, fact) =>
    isAbout(row, fact)
      ? {
          ...row,
          status: "going",
          attendance: "checked_in",
          checked_in_at: fact.checkin_time,
        }
      : row,
  guest_checked_out: (row, fact) =>
    isAbout(row, fact)
      ? {
          ...row,
          attendance: attendanceOf(fact.attendance),
        }
      : row,
  guest_responded: (row, fact) =>
    isAbout(row, fact) && isStatus(fact.own_status)
      ? {
          ...row,
          status: fact.own_status,
          parts: row.parts.map((part) => answered(part, fact)),
          ...(fact.own_status === "pending" ? {} : { delivery: "answered" as const }),
        }
      : row,
  invitation_sent: (row, fact) =>
    isOfParty(row, fact) && row.status === "pending" && row.delivery !== "opened" && row.email
      ? { ...row, delivery: "queued" }
      : row,
  invitation_opened: (row, fact) =>
    isOfParty(row, fact) && row.status === "pending" ? { ...row, delivery: "opened" } : row,
  seat_assigned: (row, fact) => {
    if (isAbout(row, fact)) return { ...row, seat_id: fact.seat_id, seat_number: fact.seat_number };
    return row.seat_id === fact.seat_id ? withoutSeat(row) : row;
  },
  seat_freed: (row, fact) => (row.seat_id === fact.seat_id ? withoutSeat(row) : row),
};

export function patchPage(page: Page<Attendee>, message: LiveMessage): Patched {
  if (refetchActions.has(message.action)) return { page, verdict: "read" };
  let isChanged = false;
  const items = page.items.map((row) => {
    const next = patched(rowPatches, row, message);
    isChanged ||= next !== row;
    return next;
  });
  if (isChanged) return { page: { ...page, items }, verdict: "patched" };
  return { page, verdict: message.action === "guest_responded" ? "read" : "same" };
}

const lists: Record<string, () => string> = {
  seating_plan: () => t`changed the seating plan`,
  house_seats: () => t`changed the blocked seats`,
  no_shows: () => t`marked no-shows`,
};
/** What the team did that noted somebody's reply. */
const marks: Record<string, () => string> = {
  going: () => t`marked a guest as coming`,
  declined: () => t`marked a guest as not coming`,
  waitlisted: () => t`put a guest on the waitlist`,
  pending: () => t`removed a guest's reply`,
};
const imports: Record<string, () => string> = {
  done: () => t`imported guests from a file`,
  undone: () => t`undid an import`,
};

export const activity: ActivityTexts = {
  attendee_added: () => t`added a guest`,
  attendee_updated: () => t`changed a guest`,
  guest_added: () => t`added a guest`,
  guest_changed: () => t`changed a guest`,
  guest_removed: () => t`removed a guest`,
  guests_merged: () => t`merged two guests`,
  guests_unmerged: () => t`undid the merge of two guests`,
  guest_responded: ({ actor, data }) =>
    (actor?.kind === "user" && marks[String(data?.own_status)]?.()) || t`replied`,
  batch_undone: () => t`undid an import`,
  changes_undone: () => t`undid a change`,
  import_moved: ({ data }) => imports[String(data?.status)]?.() ?? t`prepared an import`,
  list_changed: ({ data }) => lists[String(data?.kind)]?.() ?? t`changed several guests`,
};
