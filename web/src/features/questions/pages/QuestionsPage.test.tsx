import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event, question } from "@/test/rows";
import { QuestionsPage } from "./QuestionsPage";

const meal = question({
  id: "q1",
  kind: "meal",
  label: "Meal",
  options: ["Fish", "Vegan"],
});
const sauce = question({
  id: "q2",
  label: "Sauce",
  position: 1,
  condition: { question_id: "q1", answers: ["Fish"] },
});

const open = (more: Parameters<typeof answer>[0] = {}) => {
  answer({
    "GET /api/events/e1": event({ id: "e1", can: { edit_guests: true, see_answers: true } }),
    "GET /api/events/e1/questions": { items: [meal, sauce], next_cursor: null },
    ...more,
  });
  show(<QuestionsPage />);
};

it("says when a question is asked, and offers only earlier ones as its condition", async () => {
  open();
  expect(await screen.findByText("Only if “\u2068Meal\u2069” is: \u2068Fish\u2069")).toBeVisible();

  await userEvent.click(screen.getAllByRole("button", { name: "More" })[0]!);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  expect(await screen.findByRole("dialog")).toBeVisible();
  expect(screen.queryByText("Show this question")).toBeNull();
});

it("stores a new order of the questions", async () => {
  const moved: string[] = [];
  open({
    "PATCH /api/events/e1/questions/q1": () => (moved.push("q1"), meal),
    "PATCH /api/events/e1/questions/q2": () => (moved.push("q2"), sauce),
  });
  await userEvent.click((await screen.findAllByRole("button", { name: "Move down" }))[0]!);
  await waitFor(() => expect(moved).toEqual(["q2", "q1"]));
});

it("says how many answers there are before a question is deleted", async () => {
  open({
    "GET /api/events/e1/stats/breakdown": {
      questions: [{ question_id: "q1", label: "Meal", kind: "meal", answered: 7, answers: [] }],
    },
  });
  await userEvent.click((await screen.findAllByRole("button", { name: "More" }))[0]!);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  expect(await screen.findByText("7 guests who are coming have answered it.")).toBeVisible();
});
