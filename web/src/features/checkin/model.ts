import { t } from "@lingui/core/macro";
import type { Scan, ScanResult } from "@/api";
import { seatName } from "@/lib/seatLabels";
import type { Signal } from "@/lib/signal";
import type { Lookup } from "./offline/roster";
import type { DoorAnswer, DoorPerson } from "./offline/state";
import { looksLikeTicket } from "./offline/ticket";

export type Direction = "in" | "out";

/** Extracts the code from scanned text, which is either a link or the code itself. */
export function codeFrom(text: string): string {
  const trimmed = text.trim();
  const inLink = /\/r\/([^/?#\s]+)/.exec(trimmed)?.[1];
  return inLink ? decodeURIComponent(inLink) : trimmed;
}

/** Interprets a scan as a ticket, a tag or an invitation code. */
export function interpretScan(
  text: string,
  method: NonNullable<Scan["method"]>,
  lookup: Lookup | null,
): Pick<Scan, "ticket" | "tag" | "code"> {
  const code = codeFrom(text);
  if (looksLikeTicket(code)) return { ticket: code };
  return method === "nfc" || lookup?.byTag(code) ? { tag: code } : { code };
}

export function signalOf(result: ScanResult): Signal {
  if (result === "ok") return "go";
  return result === "choose" || result === "already_in" || result === "already_out"
    ? "wait"
    : "stop";
}

export function verdictLabel(result: ScanResult, direction: Direction): string {
  switch (result) {
    case "ok":
      return direction === "in" ? t`Welcome` : t`Goodbye`;
    case "choose":
      return t`Who is here?`;
    case "already_in":
      return t`Already inside`;
    case "already_out":
      return t`Already left`;
    case "unknown":
      return t`Not found`;
    case "revoked":
      return t`No longer valid`;
    case "wrong_event":
      return t`Another event`;
    case "not_coming":
      return t`Not coming`;
    case "invalid":
      return t`Not readable`;
  }
}

/** The verdict in a few words, with the part of the event if that is why somebody is refused. */
export function verdictTitle(answer: DoorAnswer, direction: Direction): string {
  return answer.result === "not_coming" && answer.part
    ? partWord(answer.part, answer.part_status)
    : verdictLabel(answer.result, direction);
}

/** Why somebody doesn't come to a part. Without a status they aren't invited to it. */
export function partWord(part: string, status: string | null | undefined): string {
  if (!status) return t`Not invited to ${part}`;
  return status === "waitlisted" ? t`On the waitlist for ${part}` : t`Not coming to ${part}`;
}

/** What to do now. `part` is the part of the event that people are checked in to. */
export function verdictAdvice(
  answer: DoorAnswer,
  isDevice = false,
  part: string | null = null,
): string {
  switch (answer.result) {
    case "unknown":
      return t`Try again, or look for the name.`;
    case "revoked":
      return answer.guests?.length === 0
        ? t`Nobody with this invitation is on the guest list anymore. Ask the host.`
        : t`It was canceled, passed on, or replaced by a new ticket. Ask the host.`;
    case "wrong_event":
      return t`This invitation is for a different event.`;
    case "not_coming":
      return [reasonOf(answer), isDevice && t`Ask a team member to let them in.`]
        .filter(Boolean)
        .join(" ");
    case "already_in":
      return part ? t`They already came to ${part}.` : t`Someone came in with this before.`;
    default:
      return "";
  }
}

/** Why somebody on the list isn't expected. */
function reasonOf(answer: DoorAnswer): string {
  if (answer.part != null) return partReason(answer.part, answer.part_status);
  const people = answer.guests?.length ? answer.guests : answer.attendee ? [answer.attendee] : [];
  const statuses = new Set(people.map((one) => one.status));
  if (statuses.size === 1 && statuses.has("waitlisted"))
    return t`They are on the waitlist: all places were taken.`;
  if (statuses.size === 1 && statuses.has("declined")) return t`They said they can't come.`;
  return t`They said they can't come, or are on the waitlist.`;
}

function partReason(part: string, status: string | null | undefined): string {
  if (!part) return t`This part of the event was removed. Choose another one.`;
  if (!status) return t`Their invitation is for other parts of the event.`;
  return status === "waitlisted"
    ? t`All places in this part were taken.`
    : t`They said they aren't coming to this part.`;
}

/** The guests that "all" applies to: those who aren't checked in yet, or out when checking out. */
export function candidates(guests: readonly DoorPerson[], direction: Direction): DoorPerson[] {
  return guests.filter((guest) =>
    direction === "in" ? guest.attendance !== "checked_in" : guest.attendance === "checked_in",
  );
}

/** Whether a guest who declined or is waitlisted may be let in with a reason. */
export function canForce(answer: DoorAnswer, direction: Direction): boolean {
  return direction === "in" && answer.result === "not_coming" && forcedIds(answer).length > 0;
}

/** Ids of the guests to let in anyway. */
export function forcedIds(answer: DoorAnswer): string[] {
  return (answer.guests?.length ? answer.guests : answer.attendee ? [answer.attendee] : [])
    .map((one) => one.id)
    .filter(Boolean);
}

/** The people that the verdict is about; those of a party who aren't let in with the others are left out. */
function shownGuests(answer: DoorAnswer): DoorPerson[] {
  const isLeftOut = leftOut(answer);
  return (answer.guests ?? []).filter((guest) => !isLeftOut.includes(guest));
}

/** The people of a party whom the verdict for the others doesn't cover. */
export function leftOut(answer: DoorAnswer): DoorPerson[] {
  return answer.result === "ok"
    ? (answer.guests ?? []).filter((guest) => guest.result && guest.result !== "ok")
    : [];
}

export function namesOf(answer: DoorAnswer): string[] {
  if (answer.guests?.length) return shownGuests(answer).map((guest) => guest.name);
  return answer.attendee ? [answer.attendee.name] : [];
}

export function seatsOf(answer: DoorAnswer): string[] {
  const seats = answer.guests?.length
    ? shownGuests(answer).map((guest) => guest.seat_number)
    : [answer.attendee?.seat_number];
  return seats.filter((seat): seat is string => Boolean(seat)).map(seatName);
}
