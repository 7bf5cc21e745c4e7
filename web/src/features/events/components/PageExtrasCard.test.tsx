import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { PageExtrasCard } from "./PageExtrasCard";

it("questions are written with their answers; an empty one is left out", async () => {
  const calls = answer({ "PATCH /api/events/e1": eventRow() });
  show(<PageExtrasCard event={eventRow({ settings: { contact: "Ana" } })} />);

  const add = await screen.findByRole("button", { name: "Add a question" });
  await userEvent.click(add);
  await userEvent.click(add);
  const [question] = screen.getAllByLabelText("Question");
  const [reply] = screen.getAllByLabelText("Answer");
  await userEvent.type(question as HTMLElement, "Is there parking?");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "Write both a question and its answer.",
  );
  await userEvent.type(reply as HTMLElement, "Yes.");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect
    .poll(() => calls.find((call) => call.method === "PATCH")?.body)
    .toMatchObject({
      settings: {
        contact: "Ana",
        page: { faq: [{ question: "Is there parking?", answer: "Yes." }], shows_people: true },
      },
    });
});
