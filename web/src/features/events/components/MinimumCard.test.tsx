import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { MinimumCard } from "./MinimumCard";

it("a minimum is set, and taken back with its moment", async () => {
  const calls = answer({ "PATCH /api/events/e1": eventRow({}) });
  const settings = { min_people: 8, min_people_by: "2030-04-30T10:00:00Z" };
  show(<MinimumCard event={eventRow({ settings })} />);

  const least = await screen.findByLabelText("At least");
  await userEvent.clear(least);
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect
    .poll(() => calls.at(-1)?.body)
    .toMatchObject({ settings: { min_people: null, min_people_by: null } });
});
