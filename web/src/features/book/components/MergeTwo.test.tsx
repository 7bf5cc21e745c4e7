import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { BookGuest } from "@/api";
import { answer, show } from "@/test/render";
import { Toasts } from "@/ui";
import { MergeTwo } from "./MergeTwo";

const event = {
  event_id: "e1",
  title: "Summer party",
  starts_at: null,
  status: "pending" as const,
};
const hans = (id: string, email: string, company: string) =>
  ({ id, name: "Hans Becker", email, company, events: [event], event_count: 1 }) as BookGuest;
const two = [hans("g1", "hans@example.org", "Becker & Co"), hans("g2", "hb@example.org", "")];
const open = () =>
  show(
    <>
      <MergeTwo guests={two} onClose={() => undefined} onDone={() => undefined} />
      <Toasts />
    </>,
  );

it("tells two people of one name apart", async () => {
  answer({});
  open();

  const first = await screen.findByRole("radio", { name: /hans@example.org/ });
  expect(first).toBeChecked();
  const dialog = screen.getByRole("alertdialog");
  for (const text of ["hb@example.org", "Becker & Co"])
    expect(within(dialog).getByText(text)).toBeVisible();
  expect(within(dialog).getAllByText("Summer party")).toHaveLength(2);
  expect(dialog).toHaveTextContent("You can undo it for 24 hours.");
});

it("takes the other off the list that both are on, and merges; it can be undone", async () => {
  const refusal = {
    type: "/problems/both-on-list",
    detail: "Both are on the list of “Summer party”.",
    events: [{ event_id: "e1" }],
  };
  const calls = answer({
    "POST /api/guests/merge": ({ body }: { body: unknown }) =>
      (body as { off_list: string | null }).off_list
        ? { id: "g1", name: "Hans Becker", merge_id: "m1" }
        : Response.json(refusal, { status: 409 }),
    "POST /api/guests/merges/m1/undo": { restored: 1 },
  });
  open();

  await userEvent.click(await screen.findByRole("button", { name: "Merge" }));
  const remove = { name: "Remove the other from that list and merge" };
  await userEvent.click(await screen.findByRole("button", remove));
  await userEvent.click(await screen.findByRole("button", { name: "Undo", hidden: true }));

  await expect
    .poll(() => calls.map(({ path, body }) => [path, body]))
    .toEqual([
      ["/api/guests/merge", { keep: "g1", remove: "g2", off_list: null }],
      ["/api/guests/merge", { keep: "g1", remove: "g2", off_list: "e1" }],
      ["/api/guests/merges/m1/undo", null],
    ]);
});
