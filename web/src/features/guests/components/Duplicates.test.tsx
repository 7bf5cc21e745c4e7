import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { Duplicates } from "./Duplicates";

const person = (id: string, name: string) => ({
  id: `a-${id}`,
  guest_id: id,
  name,
  email: null,
  phone: null,
  party: null,
  status: "pending",
  seat_number: null,
});
const group = (...people: [string, string][]) => ({
  reasons: ["name"],
  people: people.length,
  guests: people.map(([id, name]) => person(id, name)),
});
const found = {
  items: [
    group(["1", "Jo Smith"], ["2", "Joe Smith"]),
    group(["3", "Al"], ["4", "Ale"]),
    group(["5", "Bo"], ["6", "Bob"], ["7", "Bobby"]),
  ],
  next_cursor: null,
  total: 3,
};
const task = { id: "t1", kind: "merge_guests", progress: 1, error: null, status: "done" };
const merged = { merge_id: "m1", pairs: 2, merged: 1, refused_total: 1 };
const refused = [
  {
    keep: "4",
    remove: "3",
    kept_name: "Ale",
    removed_name: "Al",
    reason: "Both are at the brunch.",
  },
];
const unmerged = { merge_id: "m1", restored: 1, refused: [], refused_total: 0 };

it("merges the chosen pairs at once, says which weren't, and undoes it", async () => {
  const calls = answer({
    "GET /api/events/e1/guests/duplicates": found,
    "POST /api/guests/merges": { task_id: "t1", merge_id: "m1" },
    "GET /api/tasks/t1": { ...task, result: { ...merged, refused } },
    "POST /api/guests/merges/m1/undo": {
      ...unmerged,
      changed_since: [],
      changed_since_total: 0,
    },
  });
  show(<Duplicates eventId="e1" isOpen onClose={() => undefined} />);
  expect(await screen.findAllByRole("checkbox")).toHaveLength(2);

  await userEvent.click(screen.getByRole("checkbox", { name: "Choose Jo Smith, Joe Smith" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Choose Al, Ale" }));
  await userEvent.click(screen.getByRole("radio", { name: /^Ale/ }));
  await userEvent.click(screen.getByRole("button", { name: "Merge 2 chosen pairs" }));

  const notice = (await screen.findByText("1 pair merged.")).closest("[role=status]");
  expect(notice).toHaveTextContent("1 wasn't merged:");
  expect(notice).toHaveTextContent("Both are at the brunch.");
  const sent = calls.find((call) => call.path === "/api/guests/merges");
  expect(sent?.body).toEqual({
    pairs: [
      { keep: "1", remove: "2" },
      { keep: "4", remove: "3" },
    ],
    off_list: "e1",
  });
  await userEvent.click(within(notice as HTMLElement).getByRole("button", { name: "Undo" }));
  await expect.poll(() => screen.queryByText("1 pair merged.")).toBeNull();
  expect(calls.some((call) => call.path === "/api/guests/merges/m1/undo")).toBe(true);
});
