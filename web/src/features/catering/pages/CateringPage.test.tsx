import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event, question } from "@/test/rows";
import { CateringPage } from "./CateringPage";

const meal = (name: string, count: number) => ({
  question_id: "q1",
  label: "Meal",
  answer: name,
  count,
});
const sheet = {
  people: 3,
  meals: [meal("Fish", 2), meal("", 1)],
  tables: [
    { table: "Table-2", is_row: false, people: 2, meals: [meal("Fish", 2)], notes: [] },
    {
      table: null,
      is_row: false,
      people: 1,
      meals: [meal("", 1)],
      notes: [{ name: "Zoë", question_id: "q2", label: "Allergies", answer: "Nuts" }],
    },
  ],
};
const open = (more: Parameters<typeof answer>[0] = {}) => {
  const calls = answer({
    "GET /api/events/e1": event({ can: { see_answers: true, export_guests: true } }),
    "GET /api/events/e1/questions": {
      items: [question({ id: "q1", kind: "meal", label: "Meal" })],
      next_cursor: null,
    },
    "GET /api/events/e1/caterer-sheet": sheet,
    ...more,
  });
  show(
    <CateringPage />,
    "/authenticated/app/events/e1/catering",
    "/authenticated/app/events/$eventId/catering",
  );
  return calls;
};

it("counts meals in all and by table, and says who has to avoid what", async () => {
  open();

  const second = await screen.findByRole("region", { name: "Table 2" });
  const alone = screen.getByRole("region", { name: "No seat assigned" });
  const [all] = screen.getAllByRole("table", { name: "Meal" });

  expect(within(all!).getByRole("row", { name: "Fish 2" })).toBeVisible();
  expect(within(all!).getByRole("row", { name: "No choice yet 1" })).toBeVisible();
  expect(within(second).getByText("2 people")).toBeVisible();
  expect(within(alone).getByText("Nuts")).toBeVisible();
});

it("says that nobody is coming, and that nobody is asked for a meal", async () => {
  open({
    "GET /api/events/e1/caterer-sheet": { people: 0, meals: [], tables: [] },
    "GET /api/events/e1/questions": { items: [], next_cursor: null },
  });

  expect(await screen.findByText("No one is coming yet")).toBeVisible();
  expect(await screen.findByRole("link", { name: "Add a meal question" })).toHaveAttribute(
    "href",
    "/events/e1/questions",
  );
  expect(screen.queryByRole("button", { name: "Excel" })).toBeNull();
});

it("says why the sheet couldn't be printed, and prints it again", async () => {
  let asked = 0;
  const task = { id: "t1", progress: 1, result: {}, error: null };
  const calls = open({
    "GET /api/me": { id: "u1" },
    "POST /api/events/e1/papers": () => ({ task_id: `t${++asked}`, file_path: "/file" }),
    "GET /api/tasks/t1": { ...task, status: "failed", error: "Creating it took too long." },
    "GET /api/tasks/t2": { ...task, id: "t2", status: "done" },
  });

  await userEvent.click(await screen.findByRole("button", { name: "Print (PDF)" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("took too long");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByRole("link", { name: "Download it again" })).toBeVisible();
  const posted = calls.filter((call) => call.method === "POST").map((call) => call.body);
  expect(posted).toHaveLength(2);
  expect(posted[1]).toMatchObject({ kind: "caterer_sheet", format: "pdf", locale: "en" });
});
