import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { ChecklistCard } from "./ChecklistCard";

it("what is missing leads to the setting that mends it", async () => {
  const items = [
    { name: "date", done: true, required: true },
    { name: "cover", done: false, required: true },
    { name: "questions", done: false, required: false },
  ];
  answer({ "GET /api/events/e1/checklist": { items } });
  show(<ChecklistCard event={eventRow({ status: "draft", visibility: "public" })} />);

  const list = await screen.findByRole("list", { name: "Before you publish" });
  const [date, cover, questions] = within(list).getAllByRole("listitem");
  expect(within(date!).queryByRole("link")).toBeNull();
  expect(within(date!).getByLabelText("Done")).toBeVisible();
  expect(within(cover!).getByRole("link")).toHaveAttribute("href", "/events/e1/settings#pictures");
  expect(cover).toHaveTextContent("Needed");
  expect(questions).not.toHaveTextContent("Needed");
  expect(screen.getByText("One thing that this event needs is missing.")).toBeVisible();
});
