import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { hasUnsaved } from "@/lib/unsaved";
import { answer, show } from "@/test/render";
import { ViewsMenu } from "./ViewsMenu";

it("a view that was saved opens without a question about unsaved input", async () => {
  answer({
    "GET /api/events/e1/saved-views": { items: [], next_cursor: null },
    "POST /api/events/e1/saved-views": { id: "v1", name: "Vegetarians", query: {} },
  });
  const asked: boolean[] = [];
  const open = () => asked.push(hasUnsaved());
  show(<ViewsMenu eventId="e1" query={{}} current={undefined} canShare={false} onOpen={open} />);

  await userEvent.click(await screen.findByRole("button", { name: "Views" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Save this view" }));
  await userEvent.type(await screen.findByLabelText("Name"), "Vegetarians{Enter}");

  await expect.poll(() => asked).toEqual([false]);
});
