import { expect, it } from "vitest";
import { chipsOf, countActive, filtersOf } from "./filters";
import { searchOf } from "./views";

const id = "0190f8d2-0000-7000-8000-000000000001";
const names = { question: () => "Meal", member: () => undefined, part: () => undefined };

it("leaves out what the server wouldn't know", () => {
  const filters = filtersOf({ status: "lost", added_by: "me", side: "Bride", has_email: false });
  expect(filters).toEqual({ side: "Bride", has_email: false });
  expect(countActive({ ...filters, q: "ana" })).toBe(2);
});

it("says in words what is set, and what removing it clears", () => {
  const chips = chipsOf({ question_id: id, answer: "Fish", tag: "VIP", has_seat: true }, names);
  expect(chips).toEqual([
    { words: "Tag: VIP", clears: ["tag"] },
    { words: "With a seat", clears: ["has_seat"] },
    { words: "Meal: Fish", clears: ["question_id", "answer"] },
  ]);
});

it("begins the day of “replied since” where the reader is", () => {
  const { answered_since } = filtersOf({ answered_since: "2027-05-01" });
  expect(new Date(answered_since ?? "").getDate()).toBe(1);
  expect(filtersOf({ answered_since: "soon" })).toEqual({});
});

it("opens a view as it was saved, and clears the filters that it doesn't have", () => {
  const query = { filters: { side: "Bride" }, sort: "-replied", columns: ["side", "tags"] };
  const opened = searchOf({ id, query, name: "V", is_shared: false, is_own: true, version: 1 });
  expect(opened).toMatchObject({ side: "Bride", sort: "-replied", columns: "side,tags", view: id });
  expect("tag" in opened && opened.tag === undefined).toBe(true);
});
