import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { UndoImport } from "./UndoImport";

const task = { id: "t1", kind: "undo_import", progress: 1, error: null };
const undone = { import_id: "i1", attendees: 3, invitations: 2, guests: 3, kept: 1 };

async function undo(onUndone: () => void) {
  show(<UndoImport eventId="e1" importId="i1" onUndone={onUndone} />);
  await userEvent.click(await screen.findByRole("button", { name: "Undo import" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog).toHaveTextContent("are removed, except for those who were changed since");
  await userEvent.click(within(dialog).getByRole("button", { name: "Undo import" }));
}

it("asks before an import is undone", async () => {
  const onUndone = vi.fn();
  const calls = answer({ "POST /api/imports/i1/undo": undone });

  await undo(onUndone);

  await expect.poll(() => onUndone.mock.calls).toHaveLength(1);
  expect(calls.filter((call) => call.method === "POST")).toHaveLength(1);
});

it("waits for the task that undoes a large import", async () => {
  const onUndone = vi.fn();
  answer({
    "POST /api/imports/i1/undo": { task_id: "t1", import_id: "i1" },
    "GET /api/tasks/t1": { ...task, status: "done", result: undone },
  });

  await undo(onUndone);

  await expect.poll(() => onUndone.mock.calls).toHaveLength(1);
});
