import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { PapersDialog } from "./PapersDialog";
import { ViewDialog } from "./ViewDialog";

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

it("prints labels from the place that was pressed on the sheet, for the chosen replies", async () => {
  const calls = answer({
    "GET /api/me": { id: "u1" },
    "POST /api/events/e1/papers": { task_id: "t1", file_path: "/file" },
    "GET /api/tasks/t1": {
      id: "t1",
      progress: 1,
      status: "done",
      result: { without_address: 2 },
      error: null,
    },
  });
  show(<PapersDialog eventId="e1" locale="en" kind="envelope_labels" onClose={() => undefined} />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Coming" }));
  await userEvent.click(screen.getByText("9", { selector: "button" }));
  await userEvent.click(screen.getByRole("button", { name: "Create" }));

  expect(await screen.findByText(/2 parties have no address, and so no label/)).toBeVisible();
  expect(screen.getByRole("link", { name: "See guests without an address" })).toHaveAttribute(
    "href",
    "/events/e1/guests?has_address=false",
  );
  expect(calls.find((call) => call.method === "POST")?.body).toMatchObject({
    kind: "envelope_labels",
    label_sheet: "l7160",
    first_label: 9,
    statuses: ["pending"],
  });
});

it("prints the list as it is shown", async () => {
  const calls = answer({
    "GET /api/me": { id: "u1" },
    "POST /api/events/e1/papers": { task_id: "t1", file_path: "/file" },
    "GET /api/tasks/t1": { id: "t1", progress: 1, status: "done", result: {}, error: null },
  });
  const view = { filters: { status: "going" as const }, sort: "-name" as const, columns: ["seat"] };
  show(<ViewDialog eventId="e1" view={view} onClose={() => undefined} />);

  await userEvent.click(await screen.findByRole("button", { name: "Create" }));

  expect(await screen.findByRole("link", { name: "Download" })).toHaveAttribute("href", "/file");
  const body = { kind: "guest_list", format: "pdf", locale: "en", view };
  expect(calls.find((call) => call.method === "POST")?.body).toMatchObject(body);
});
