import { createEvent, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Attendee } from "@/api";
import { answer, show } from "@/test/render";
import { attendee } from "@/test/rows";
import { Toasts } from "@/ui";
import { columnsOf } from "../columns";
import type { Sort } from "../filters";
import { useSelection } from "../selection";
import { BulkBar } from "./BulkBar";
import { GuestTable } from "./GuestTable";

const rows = [
  attendee({ id: "a1", name: "Jo Smith", invitation_id: "i1", party: "The Smiths" }),
  attendee({ id: "a2", name: "Al Smith", invitation_id: "i1", party: "The Smiths" }),
  attendee({ id: "a3", name: "Bo Lee", invitation_id: "i2", party: "Bo" }),
];

function List({ sort = "party", canEdit = true }: { sort?: Sort; canEdit?: boolean }) {
  const selection = useSelection({}, rows.length, () => rows);
  const guests = {
    state: {} as never,
    total: rows.length,
    rowAt: (index: number): Attendee | undefined => rows[index],
    onView: () => undefined,
    loaded: () => rows,
  };
  return (
    <>
      <GuestTable
        eventId="e1"
        guests={guests}
        columns={columnsOf([], [])}
        sort={sort}
        canEdit={canEdit}
        selection={selection}
        current={null}
        onOpen={vi.fn()}
        onSort={vi.fn()}
      />
      {selection.number > 0 && (
        <BulkBar
          eventId="e1"
          chosen={selection.chosen}
          number={selection.number}
          onDone={selection.clear}
        />
      )}
      <Toasts />
    </>
  );
}

const rowOf = async (name: string) => await screen.findByRole("row", { name: new RegExp(name) });

async function drag(from: string, to: string): Promise<boolean> {
  const dataTransfer = { setData: vi.fn(), effectAllowed: "", dropEffect: "" };
  const target = await rowOf(to);
  fireEvent.dragStart(await rowOf(from), { dataTransfer });
  const over = createEvent.dragOver(target, { dataTransfer });
  fireEvent(target, over);
  fireEvent.drop(target, { dataTransfer });
  fireEvent.dragEnd(await rowOf(from), { dataTransfer });
  return over.defaultPrevented;
}

const changes = () =>
  answer({
    "PATCH /api/events/e1/guests": { batch_id: "b1", changed: 1 },
    "POST /api/batches/b1/undo": { undone: 1, kept: 0 },
  });

it("moves a guest to the party of the row they are dropped on, and back", async () => {
  const calls = changes();
  show(<List />);

  expect(await drag("Al Smith", "Bo Lee")).toBe(true);

  await screen.findByText("Al Smith is in the party Bo now");
  expect(calls.map((call) => call.body)).toEqual([{ ids: ["a2"], set: { invitation_id: "i2" } }]);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("Undone");
  expect(calls.at(-1)?.path).toBe("/api/batches/b1/undo");
});

it("takes the other selected guests along", async () => {
  const calls = changes();
  show(<List />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Jo Smith" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Al Smith" }));

  await drag("Al Smith", "Bo Lee");

  await screen.findByText("2 guests are in the party Bo now");
  expect(calls[0]?.body).toEqual({ ids: ["a1", "a2"], set: { invitation_id: "i2" } });
});

it("accepts nobody in the party that they are in", async () => {
  const calls = changes();
  show(<List />);

  expect(await drag("Al Smith", "Jo Smith")).toBe(false);

  expect(calls).toEqual([]);
});

it.each([
  ["in another order", <List key="name" sort="name" />],
  ["for viewers", <List key="viewer" canEdit={false} />],
])("lets nobody be dragged %s", async (_, list) => {
  show(list);

  expect(await rowOf("Al Smith")).not.toHaveAttribute("draggable");
});

it.each([
  [
    ["Al Smith"],
    "Move to their own party",
    { ids: ["a2"], set: { party: "own" } },
    "1 guest has a party of their own now",
  ],
  [
    ["Jo Smith", "Al Smith"],
    "Give each their own party",
    { ids: ["a1", "a2"], set: { party: "own" } },
    "2 guests have parties of their own now",
  ],
  [
    ["Al Smith", "Bo Lee"],
    "Group into a new party",
    { ids: ["a2", "a3"], set: { party: "together" } },
    "2 guests are together in a new party now",
  ],
])("gives %s new parties by the menu: %s", async (names, item, body, done) => {
  const calls = changes();
  show(<List />);
  for (const name of names)
    await userEvent.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));

  await userEvent.click(screen.getByRole("button", { name: "Party" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));

  await expect.poll(() => calls[0]?.body).toEqual(body);
  await screen.findByText(done);
});
