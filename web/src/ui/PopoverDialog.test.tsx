import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { PopoverDialog } from "./PopoverDialog";

const filters = (
  <PopoverDialog label="Filter" icon={null}>
    <p>Reply</p>
  </PopoverDialog>
);

test("on a phone the fields open as a sheet, which has a button to close it", async () => {
  const narrow = { ...window.matchMedia("(width < 40rem)"), matches: true };
  const media = vi.spyOn(window, "matchMedia").mockReturnValue(narrow);
  const user = userEvent.setup();
  render(filters);
  await user.click(screen.getByRole("button", { name: "Filter" }));
  const sheet = await screen.findByRole("dialog", { name: "Filter" });
  expect(within(sheet).getByText("Reply")).toBeVisible();
  await user.click(within(sheet).getByRole("button", { name: "Done" }));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  media.mockRestore();
});

test("on a wide screen the fields open beside the button, and nothing has to be closed", async () => {
  render(filters);
  await userEvent.click(screen.getByRole("button", { name: "Filter" }));
  expect(await screen.findByRole("dialog", { name: "Filter" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Done" })).not.toBeInTheDocument();
});
