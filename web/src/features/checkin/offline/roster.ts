import { bytes, type Attendance } from "@/api";
import { bytesOf, readTicket, sha256, textOf, verifier, type Verify } from "./ticket";
import { attendanceAt } from "./part";
import { keyMatches, searchKey } from "@/lib/matches";

export interface RosterPerson {
  id: string;
  name: string;
  status: string;
  attendance?: Attendance;
  checked_in_at?: string;
  party?: string;
  party_id?: string;
  seat_number?: string;
  notes?: string;
  ticket_id?: string;
  reissue?: number;
  revoked?: boolean;
  tag?: string;
  link_hash?: string;
  typed_hash?: string;
  /** Answers by the part's id, for the parts that they are invited to. */
  parts?: Record<string, string>;
  /** The last scan, in or out, at the door of each part that they came to, by the part's id. */
  doors?: Record<string, string>;
}
export interface RosterPart {
  id: string;
  title: string;
  starts_at: string;
}
export interface Roster {
  event: { id: string; title: string; starts_at: string | null; timezone: string; status: string };
  position: string;
  full: boolean;
  key_id: string;
  public_key: string;
  server_time: string;
  people: RosterPerson[];
  next_cursor?: string;
  gates?: string[];
  parts?: RosterPart[];
  device?: { id: string; name: string; gate: string | null } | null;
}
/** Thrown when a roster can't be trusted. */
export class BadRoster extends Error {}

/** Parses a roster after checking its event, its signature, and that its key hasn't changed. */
export async function verifiedRoster(
  body: Uint8Array<ArrayBuffer>,
  signature: string | null,
  eventId: string,
  knownKey: string | null,
): Promise<Roster> {
  const roster = JSON.parse(new TextDecoder().decode(body)) as Roster;
  if (roster.event?.id !== eventId) throw new BadRoster("another event");
  if (knownKey && roster.public_key !== knownKey) throw new BadRoster("another key");
  const [keyId, signed = ""] = (signature ?? "").split(".");
  const key = bytesOf(roster.public_key);
  const bytes = bytesOf(signed);
  if (
    !key ||
    !bytes ||
    keyId !== roster.key_id ||
    textOf((await sha256(key)).subarray(0, 6)) !== roster.key_id
  )
    throw new BadRoster("no signature");
  const hex = [...(await sha256(body))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!(await (await verifier(key))(bytes, new TextEncoder().encode(`convite-roster:${hex}`))))
    throw new BadRoster("a wrong signature");
  return roster;
}

/** Fetches all pages of the roster, or only the changes since `before`. */
export async function fetchRoster(eventId: string, before: Roster | null): Promise<Roster> {
  const signal = AbortSignal.timeout(20_000);
  const page = async (cursor?: string) => {
    const query = new URLSearchParams({
      ...(before ? { since: before.position } : {}),
      ...(cursor ? { cursor } : {}),
    });
    const answer = await bytes(`/api/events/${eventId}/checkins/roster?${query}`, signal);
    return verifiedRoster(
      answer.body,
      answer.headers.get("roster-signature"),
      eventId,
      before?.public_key ?? null,
    );
  };
  const roster = await page();
  for (let cursor = roster.next_cursor; cursor;) {
    const next = await page(cursor);
    roster.people.push(...next.people);
    cursor = next.next_cursor;
  }
  return roster;
}

/** Indexes the roster for check-in. */
export class Lookup {
  readonly people = new Map<string, RosterPerson>();
  private readonly tickets = new Map<string, RosterPerson>();
  private readonly tags = new Map<string, RosterPerson>();
  private readonly codes = new Map<string, RosterPerson[]>();
  private readonly keys = new Map<string, string>();
  private readonly parties = new Map<string, RosterPerson[]>();

  private constructor(
    readonly roster: Roster,
    readonly verify: Verify,
  ) {
    for (const person of roster.people) this.add({ ...person });
  }

  static async of(roster: Roster): Promise<Lookup> {
    const key = bytesOf(roster.public_key);
    if (!key) throw new BadRoster("no key");
    return new Lookup(roster, await verifier(key));
  }

  private add(person: RosterPerson) {
    this.people.set(person.id, person);
    if (person.ticket_id) this.tickets.set(person.ticket_id, person);
    if (person.tag) this.tags.set(person.tag, person);
    if (person.party_id) append(this.parties, person.party_id, person);
    for (const hash of [person.link_hash, person.typed_hash])
      if (hash) append(this.codes, hash, person);
  }

  byTicket(id: string) {
    return this.tickets.get(id);
  }
  byTicketText(text: string) {
    return this.tickets.get(readTicket(text)?.ticketId ?? "");
  }
  byTag(uid: string) {
    return this.tags.get(normalizeTag(uid));
  }
  partyOf(person: RosterPerson): RosterPerson[] {
    return (person.party_id && this.parties.get(person.party_id)) || [person];
  }

  /** Finds the people of an invitation code, from a link or typed in any notation. */
  async byCode(text: string): Promise<RosterPerson[]> {
    const typed = [...text.toUpperCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).join("");
    return (
      this.codes.get(textOf((await sha256(text)).subarray(0, 16))) ??
      this.codes.get(textOf((await sha256(typed)).subarray(0, 5))) ??
      []
    );
  }

  /** Finds people by words of their names, as the server does. */
  search(text: string, limit = 8): RosterPerson[] {
    const found: RosterPerson[] = [];
    for (const person of this.people.values()) {
      if (keyMatches(this.keyOf(person), text)) found.push(person);
      if (found.length >= limit) break;
    }
    return found;
  }

  /** A name's key, kept because every letter typed looks through all of them. */
  private keyOf(person: RosterPerson): string {
    const known = this.keys.get(person.id);
    if (known !== undefined) return known;
    const key = searchKey(person.name);
    this.keys.set(person.id, key);
    return key;
  }

  /** Counts the people who are inside, came and are expected in a single pass: at the event, or at a part. */
  counts(partId: string | null = null): { inside: number; came: number; expected: number } {
    let inside = 0;
    let came = 0;
    let expected = 0;
    for (const person of this.people.values()) {
      const attendance = attendanceAt(person, partId);
      if (attendance === "checked_in") inside++;
      if (attendance === "checked_in" || attendance === "left") came++;
      if ((partId ? person.parts?.[partId] : person.status) === "going") expected++;
    }
    return { inside, came, expected };
  }
}

/** Applies changes to a roster. */
export function merged(before: Roster | null, changes: Roster): Roster {
  if (changes.full || !before)
    return { ...changes, people: changes.people.filter((person) => person.status !== "canceled") };
  const people = new Map(before.people.map((person) => [person.id, person]));
  for (const person of changes.people) {
    if (person.status === "canceled") people.delete(person.id);
    else people.set(person.id, person);
  }
  return { ...changes, people: [...people.values()] };
}

function append<K>(map: Map<K, RosterPerson[]>, key: K, person: RosterPerson) {
  const list = map.get(key);
  if (list) list.push(person);
  else map.set(key, [person]);
}

export function normalizeTag(uid: string): string {
  return uid.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}
