import { expect, test } from "vitest";
import type { Activity } from "@/api";
import { changesOf, isTold } from "./history";

const names = {
  questions: [{ id: "q1", label: "Meal" }],
  parts: [{ id: "p1", title: "Dinner" }],
};
const entry = (changes: object, more: object = {}) =>
  ({ action: "guest_responded", object_type: "attendee", changes, data: {}, ...more }) as Activity;

test("a change is told with its label, before and after", () => {
  expect(changesOf(entry({ email: ["a@x.org", "b@x.org"] }), names)).toEqual([
    { label: "E-mail", before: "a@x.org", after: "b@x.org" },
  ]);
  expect(changesOf(entry({ status: ["pending", "going"] }), names)).toEqual([
    { label: "Reply", before: "No reply yet", after: "Coming" },
  ]);
  expect(changesOf(entry({ tags: [["work", "band"], []] }), names)).toEqual([
    { label: "Tags", before: "work, band", after: "nothing" },
  ]);
  expect(changesOf(entry({ address: [{}, { lines: ["Ring 1"], city: "Graz" }] }), names)).toEqual([
    { label: "Address", before: "nothing", after: "Ring 1, Graz" },
  ]);
});

test("answers are told by their question, parts by their title", () => {
  const changes = {
    answers: [
      { q1: null, q9: "x" },
      { q1: "Fish", q9: null },
    ],
    parts: [{ p1: "pending" }, { p1: "waitlisted" }],
  };
  expect(changesOf(entry(changes), names)).toEqual([
    { label: "Meal", before: "nothing", after: "Fish" },
    { label: "A deleted question", before: "x", after: "nothing" },
    { label: "Dinner", before: "No reply yet", after: "Waitlisted" },
  ]);
});

test("an entry that only follows another one isn't told", () => {
  const followed = { action: "attendee_updated" };
  expect(isTold(entry({ sort_key: ["a", "b"] }, followed), names)).toBe(false);
  expect(isTold(entry({ side: ["", "bride"] }, followed), names)).toBe(true);
  expect(isTold(entry({}, { action: "guest_checked_in" }), names)).toBe(true);
  const invitation = { action: "invitation_updated", object_type: "invitation" };
  expect(isTold(entry({ status: ["pending", "accepted"] }, invitation), names)).toBe(false);
});
