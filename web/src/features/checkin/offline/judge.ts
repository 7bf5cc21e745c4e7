import type { Scan, ScanResult } from "@/api";
import { attendanceAt, partById } from "./part";
import type { Lookup, RosterPerson } from "./roster";
import type { DoorAnswer } from "./state";
import { readTicket } from "./ticket";

/** An offline verdict. `isNew` means a valid ticket of somebody who isn't in the roster yet. */
export interface LocalVerdict {
  answer: DoorAnswer;
  people: RosterPerson[];
  isNew?: boolean;
}

const expected: readonly unknown[] = ["going", "pending"];
const isComing = (person: RosterPerson) => expected.includes(person.status);
/** Whether somebody is refused because they don't come to the part that the scan names. */
const isOutOfPart = (person: RosterPerson, scan: Scan) =>
  Boolean(scan.part_id) &&
  scan.direction !== "out" &&
  !scan.force &&
  !expected.includes(person.parts?.[scan.part_id ?? ""]);
const toDoorPerson = (person: RosterPerson, result?: ScanResult) => ({
  id: person.id,
  name: person.name,
  seat_number: person.seat_number ?? null,
  party: person.party ?? null,
  notes: person.notes ?? null,
  status: person.status,
  attendance: person.attendance ?? ("not_checked_in" as const),
  ...(result ? { result } : {}),
});

export async function judge(lookup: Lookup, scan: Scan): Promise<LocalVerdict> {
  const respond = (result: ScanResult, people: RosterPerson[] = []): LocalVerdict => ({
    answer: {
      nonce: scan.nonce,
      result,
      ...(people[0]
        ? {
            attendee: toDoorPerson(people[0]),
            guests: people.map((person) => toDoorPerson(person, result)),
          }
        : {}),
    },
    people: result === "ok" ? people : [],
  });
  if (scan.ticket) return judgeTicket(lookup, scan, respond);
  const found = await findPeople(lookup, scan);
  if (found.length === 0) return respond("unknown");
  const chosen = scan.guests
    ? found.filter((person) => scan.guests?.includes(person.id))
    : scan.all
      ? found.filter(isComing)
      : found;
  if (!scan.guests && !scan.all && chosen.length > 1) return respond("choose", chosen);
  return judgePeople(lookup, chosen, scan, respond);
}

type Respond = (result: ScanResult, people?: RosterPerson[]) => LocalVerdict;

async function judgeTicket(lookup: Lookup, scan: Scan, respond: Respond): Promise<LocalVerdict> {
  const code = readTicket(scan.ticket ?? "");
  if (
    !code ||
    code.keyId !== lookup.roster.key_id ||
    !(await lookup.verify(code.signature, code.signed))
  )
    return respond("unknown");
  const person = lookup.byTicket(code.ticketId);
  if (!person) return { ...respond("ok"), isNew: true };
  if (person.revoked || code.reissue < (person.reissue ?? 0)) return respond("revoked", [person]);
  return judgePeople(lookup, [person], scan, respond);
}

async function findPeople(lookup: Lookup, scan: Scan): Promise<RosterPerson[]> {
  if (scan.attendee_id)
    return [lookup.people.get(scan.attendee_id)].filter((person) => person !== undefined);
  if (scan.tag)
    return [lookup.byTag(scan.tag)].filter(
      (person) => person !== undefined && !person.revoked,
    ) as RosterPerson[];
  return lookup.byCode(scan.code ?? "");
}

function judgePeople(
  lookup: Lookup,
  people: RosterPerson[],
  scan: Scan,
  respond: Respond,
): LocalVerdict {
  const results = people.map((person): ScanResult => {
    if (isOutOfPart(person, scan)) return "not_coming";
    const isIn = attendanceAt(person, scan.part_id) === "checked_in";
    if (scan.direction === "out") return isIn ? "ok" : "already_out";
    if (isIn) return "already_in";
    return isComing(person) || scan.force ? "ok" : "not_coming";
  });
  const accepted = people.filter((_, number) => results[number] === "ok");
  if (accepted.length > 0) return respond("ok", accepted);
  const refused = respond(results[0] ?? "unknown", people.slice(0, 1));
  const [first] = people;
  return first && isOutOfPart(first, scan)
    ? { ...refused, answer: { ...refused.answer, ...partOfRefusal(lookup, first, scan) } }
    : refused;
}

/** The part that somebody is refused at, and what they said to it; without a status they aren't invited. */
function partOfRefusal(lookup: Lookup, person: RosterPerson, scan: Scan) {
  const status = person.parts?.[scan.part_id ?? ""];
  return {
    part: partById(lookup.roster, scan.part_id)?.title ?? "",
    ...(status ? { part_status: status } : {}),
  };
}

/**
 * Applies scans that haven't been uploaded yet to the roster. Scans at all doors say whether somebody is at the event;
 * a scan out at the event's own door is out of every part.
 */
export function applyScan(people: Iterable<RosterPerson>, scan: Scan): void {
  const isOut = scan.direction === "out";
  for (const person of people) {
    if (!isOut && person.attendance !== "checked_in")
      person.checked_in_at = scan.at ?? new Date().toISOString();
    person.attendance = isOut ? "left" : "checked_in";
    if (scan.part_id) person.doors = { ...person.doors, [scan.part_id]: isOut ? "out" : "in" };
    else if (isOut && person.doors)
      person.doors = Object.fromEntries(Object.keys(person.doors).map((id) => [id, "out"]));
  }
}
