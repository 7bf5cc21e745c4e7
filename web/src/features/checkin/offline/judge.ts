import type { Scan, ScanResult } from "@/api";
import type { Lookup, RosterPerson } from "./roster";
import type { DoorAnswer } from "./state";
import { readTicket } from "./ticket";

/** What the door says without the network; `isNew` is a good ticket of somebody the list doesn't know yet. */
export interface Judged {
  answer: DoorAnswer;
  people: RosterPerson[];
  isNew?: boolean;
}

const coming = (person: RosterPerson) => person.status === "going" || person.status === "pending";
const shape = (person: RosterPerson, result?: ScanResult) => ({
  id: person.id,
  name: person.name,
  seat_number: person.seat_number ?? null,
  party: person.party ?? null,
  notes: person.notes ?? null,
  status: person.status,
  attendance: person.attendance ?? ("not_checked_in" as const),
  ...(result ? { result } : {}),
});

export async function judge(lookup: Lookup, scan: Scan): Promise<Judged> {
  const says = (result: ScanResult, people: RosterPerson[] = []): Judged => ({
    answer: {
      nonce: scan.nonce,
      result,
      ...(people[0]
        ? { attendee: shape(people[0]), guests: people.map((person) => shape(person, result)) }
        : {}),
    },
    people: result === "ok" ? people : [],
  });
  if (scan.ticket) return byTicket(lookup, scan, says);
  const found = await meant(lookup, scan);
  if (found.length === 0) return says("unknown");
  const chosen = scan.guests
    ? found.filter((person) => scan.guests?.includes(person.id))
    : scan.all
      ? found.filter(coming)
      : found;
  if (!scan.guests && !scan.all && chosen.length > 1) return says("choose", chosen);
  return oneByOne(chosen, scan, says);
}

type Says = (result: ScanResult, people?: RosterPerson[]) => Judged;

async function byTicket(lookup: Lookup, scan: Scan, says: Says): Promise<Judged> {
  const code = readTicket(scan.ticket ?? "");
  if (
    !code ||
    code.keyId !== lookup.roster.key_id ||
    !(await lookup.verify(code.signature, code.signed))
  )
    return says("unknown");
  const person = lookup.byTicket(code.ticketId);
  if (!person) return { ...says("ok"), isNew: true };
  if (person.revoked || code.reissue < (person.reissue ?? 0)) return says("revoked", [person]);
  return oneByOne([person], scan, says);
}

async function meant(lookup: Lookup, scan: Scan): Promise<RosterPerson[]> {
  if (scan.attendee_id)
    return [lookup.people.get(scan.attendee_id)].filter((person) => person !== undefined);
  if (scan.tag)
    return [lookup.byTag(scan.tag)].filter(
      (person) => person !== undefined && !person.revoked,
    ) as RosterPerson[];
  return lookup.byCode(scan.code ?? "");
}

function oneByOne(people: RosterPerson[], scan: Scan, says: Says): Judged {
  const words = people.map((person): ScanResult => {
    const isIn = person.attendance === "checked_in";
    if (scan.direction === "out") return isIn ? "ok" : "already_out";
    if (isIn) return "already_in";
    return coming(person) || scan.force ? "ok" : "not_coming";
  });
  const passing = people.filter((_, number) => words[number] === "ok");
  return passing.length > 0 ? says("ok", passing) : says(words[0] ?? "unknown", people.slice(0, 1));
}

/** The list as it stands after scans that the server hasn't heard of yet. */
export function overlay(people: Iterable<RosterPerson>, scan: Scan): void {
  for (const person of people) {
    person.attendance = scan.direction === "out" ? "left" : "checked_in";
    if (scan.direction !== "out") person.checked_in_at = scan.at ?? new Date().toISOString();
  }
}
