import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { PapersDialog } from "./PapersDialog";

function paper(task: Record<string, unknown>) {
  let asked = 0;
  answer({
    "GET /api/me": { id: "u1" },
    "POST /api/events/e1/papers": () => {
      asked += 1;
      return { task_id: `t${asked}`, file_path: "/file" };
    },
    "GET /api/tasks/t1": { id: "t1", progress: 0, result: null, error: null, ...task },
    "GET /api/tasks/t2": { id: "t2", progress: 1, status: "done", result: {}, error: null },
  });
  show(<PapersDialog eventId="e1" locale="en" onClose={() => undefined} />);
}

it("says why a document failed, and creates it again", async () => {
  paper({ status: "failed", error: "Creating this document took too long." });
  await userEvent.click(await screen.findByRole("button", { name: "Create" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("took too long");

  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("It's ready.")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

it("names the guests whose names can't be printed", async () => {
  paper({ status: "done", result: { unprinted: ["김철수", "山田 太郎"], unprinted_total: 3 } });
  await userEvent.click(await screen.findByRole("button", { name: "Create" }));

  expect(await screen.findByText(/3 names can't be printed/)).toBeVisible();
  expect(screen.getByText(/김철수, 山田 太郎,? and 1 more/)).toBeVisible();
});
