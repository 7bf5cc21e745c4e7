import { expect, it } from "vitest";
import { generateKeyPairSync, sign } from "node:crypto";
import type { Scan } from "@/api";
import { applyScan, judge } from "./judge";
import {
  BadRoster,
  verifiedRoster,
  Lookup,
  merged,
  type Roster,
  type RosterPerson,
} from "./roster";
import { looksLikeTicket, readTicket, sha256, textOf } from "./ticket";

const pair = generateKeyPairSync("ed25519");
const publicKey = new Uint8Array(
  pair.publicKey.export({ type: "spki", format: "der" }).subarray(-32),
);
const keyId = textOf((await sha256(publicKey)).subarray(0, 6));
const idBytes = crypto.getRandomValues(new Uint8Array(16));
const hex = Buffer.from(idBytes).toString("hex");
const ticketId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

function ticket(reissue: number, id = idBytes): string {
  const signedPart = `${keyId}.${textOf(id)}.${reissue}.${textOf(crypto.getRandomValues(new Uint8Array(16)))}`;
  return `${signedPart}.${textOf(new Uint8Array(sign(null, Buffer.from(signedPart), pair.privateKey)))}`;
}

function roster(people: RosterPerson[], more: Partial<Roster> = {}): Roster {
  return {
    event: { id: "e1", title: "T", starts_at: null, timezone: "UTC", status: "published" },
    position: "1.1",
    full: true,
    key_id: keyId,
    public_key: textOf(publicKey),
    server_time: "2026-01-01T00:00:00Z",
    people,
    ...more,
  };
}

const jo: RosterPerson = {
  id: "a1",
  name: "Jo Smith",
  status: "going",
  ticket_id: ticketId,
  reissue: 1,
  tag: "04A2",
  party_id: "p1",
};
const scan = (values: Partial<Scan>): Scan => ({ nonce: "n", direction: "in", ...values });

it("lets in who has the ticket that stands, and nobody with an older one", async () => {
  const lookup = await Lookup.of(roster([jo]));
  expect(looksLikeTicket(ticket(1))).toBe(true);
  expect((await judge(lookup, scan({ ticket: ticket(1) }))).answer).toMatchObject({
    result: "ok",
    attendee: { name: "Jo Smith" },
  });
  expect((await judge(lookup, scan({ ticket: ticket(0) }))).answer.result).toBe("revoked");
  expect(
    (await judge(await Lookup.of(roster([{ ...jo, revoked: true }])), scan({ ticket: ticket(1) })))
      .answer.result,
  ).toBe("revoked");
  expect(
    await judge(lookup, scan({ ticket: ticket(0, crypto.getRandomValues(new Uint8Array(16))) })),
  ).toMatchObject({ isNew: true, answer: { result: "ok" } });
});

it("accepts none of 10,000 altered tickets", async () => {
  const lookup = await Lookup.of(roster([jo]));
  const good = ticket(1);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  let accepted = 0;
  for (let n = 0; n < 10_000; n++) {
    const place = Math.floor(Math.random() * good.length);
    const letter = letters[Math.floor(Math.random() * letters.length)] ?? "x";
    const altered =
      n % 3 === 0
        ? good.slice(0, place) + good.slice(place + 1)
        : good.slice(0, place) + letter + good.slice(n % 3 === 1 ? place + 1 : place);
    if (altered !== good && (await judge(lookup, scan({ ticket: altered }))).answer.result === "ok")
      accepted++;
  }
  expect(accepted).toBe(0);
  expect(readTicket(good)?.ticketId).toBe(ticketId);
}, 60_000);

it("asks who of a party is here, and knows a typed code however it is written", async () => {
  const typed = textOf((await sha256("QX7M4P23")).subarray(0, 5));
  const lookup = await Lookup.of(
    roster([
      { ...jo, typed_hash: typed },
      { id: "a2", name: "Al Smith", status: "pending", party_id: "p1", typed_hash: typed },
    ]),
  );
  const verdict = await judge(lookup, scan({ code: "qx7m-4p23" }));
  expect(verdict.answer.result).toBe("choose");
  expect(
    (await judge(lookup, scan({ code: "QX7M4P23", guests: ["a2"] }))).people.map((one) => one.name),
  ).toEqual(["Al Smith"]);
  expect((await judge(lookup, scan({ tag: "04:a2" }))).answer.result).toBe("ok");
  expect(lookup.search("smi").length).toBe(2);
});

it("refuses a list of another event, by another key, or without its signature", async () => {
  const body = new TextEncoder().encode(JSON.stringify(roster([jo])));
  const digest = Buffer.from(await sha256(body)).toString("hex");
  const signature = `${keyId}.${textOf(new Uint8Array(sign(null, Buffer.from(`convite-roster:${digest}`), pair.privateKey)))}`;
  expect((await verifiedRoster(body, signature, "e1", null)).people).toHaveLength(1);
  await expect(verifiedRoster(body, signature, "e2", null)).rejects.toThrow(BadRoster);
  await expect(verifiedRoster(body, signature, "e1", "another")).rejects.toThrow(BadRoster);
  await expect(verifiedRoster(body, null, "e1", null)).rejects.toThrow(BadRoster);
  await expect(
    verifiedRoster(new TextEncoder().encode(JSON.stringify(roster([]))), signature, "e1", null),
  ).rejects.toThrow(BadRoster);
});

it("takes over what changed, and lets go of who was taken off", () => {
  const after = merged(
    roster([jo, { id: "a2", name: "Al", status: "going" }]),
    roster(
      [
        { ...jo, reissue: 2 },
        { id: "a2", name: "Al", status: "canceled" },
      ],
      { full: false },
    ),
  );
  expect(after.people.map((one) => [one.id, one.reissue])).toEqual([["a1", 2]]);
});

it("judges for the part that the scan names, and counts those who come to it", async () => {
  const parts = [{ id: "dinner", title: "Dinner", starts_at: "2030-05-01T20:00:00Z" }];
  const lookup = await Lookup.of(
    roster(
      [
        { ...jo, parts: { dinner: "going" } },
        { id: "a2", name: "Al", status: "going", parts: { dinner: "declined" } },
        { id: "a3", name: "Mo", status: "going", parts: {} },
      ],
      { parts },
    ),
  );
  const at = async (id: string, more: Partial<Scan> = {}) =>
    (await judge(lookup, scan({ attendee_id: id, part_id: "dinner", ...more }))).answer;
  expect(await at("a1")).toMatchObject({ result: "ok" });
  expect(await at("a2")).toMatchObject({
    result: "not_coming",
    part: "Dinner",
    part_status: "declined",
  });
  const uninvited = await at("a3");
  expect(uninvited).toMatchObject({ result: "not_coming", part: "Dinner" });
  expect(uninvited).not.toHaveProperty("part_status");
  expect(await at("a3", { force: true, reason: "The host said so" })).toMatchObject({
    result: "ok",
  });
  expect(lookup.counts("dinner")).toEqual({ inside: 0, came: 0, expected: 1 });
  expect(lookup.counts()).toEqual({ inside: 0, came: 0, expected: 3 });
});

it("judges who is in by the scans at the same part's door", async () => {
  const parts = { ceremony: "going", dinner: "going" };
  const lookup = await Lookup.of(
    roster([{ ...jo, parts, attendance: "checked_in", doors: { ceremony: "in" } }]),
  );
  const at = async (part_id: string | null, direction: "in" | "out" = "in") => {
    const made = scan({ attendee_id: "a1", direction, ...(part_id ? { part_id } : {}) });
    const { answer, people } = await judge(lookup, made);
    applyScan(people, made);
    return answer.result;
  };
  expect(await at("ceremony")).toBe("already_in");
  expect(await at("dinner", "out")).toBe("already_out");
  expect(await at("dinner")).toBe("ok");
  expect(await at("dinner")).toBe("already_in");
  expect(lookup.counts("dinner")).toEqual({ inside: 1, came: 1, expected: 1 });
  expect(await at(null)).toBe("already_in");
  expect(await at(null, "out")).toBe("ok");
  expect(await at("ceremony", "out")).toBe("already_out");
  expect(lookup.counts("dinner")).toEqual({ inside: 0, came: 1, expected: 1 });
  expect(await at("dinner")).toBe("ok");
});
