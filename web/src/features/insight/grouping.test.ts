import { expect, it } from "vitest";
import type { Activity } from "@/api";
import { groupActivity } from "./grouping";

let nextId = 0;
const item = (action: string, at: string, actor = "Ana"): Activity =>
  ({
    id: String(nextId++),
    action,
    at: `2030-05-01T${at}Z`,
    actor: { kind: "user", id: actor, name: actor },
    object_type: "attendee",
    object_id: "1",
    changes: {},
    data: {},
  }) as unknown as Activity;

it("takes many changes of one kind as one line", () => {
  const groups = groupActivity([
    item("guest_responded", "10:09:00"),
    item("guest_responded", "10:04:00"),
    item("guest_responded", "10:00:00"),
    item("guest_responded", "09:00:00"),
  ]);

  expect(groups.map((group) => group.items.length)).toEqual([3, 1]);
});

it("keeps other people and other kinds apart", () => {
  const groups = groupActivity([
    item("guest_responded", "10:02:00", "Ana"),
    item("guest_responded", "10:01:00", "Leo"),
    item("attendee_added", "10:00:00", "Leo"),
  ]);

  expect(groups).toHaveLength(3);
});

it("leaves out what only follows from another change", () => {
  const groups = groupActivity([
    item("invitation_updated", "10:00:01"),
    item("party_answered", "10:00:00"),
  ]);

  expect(groups.map((group) => group.newest.action)).toEqual(["party_answered"]);
});
