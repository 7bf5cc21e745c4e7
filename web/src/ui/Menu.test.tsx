import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { RowMenu } from "./Menu";

const chosen = vi.fn();

function Reply({ isDisabled = false }: { isDisabled?: boolean }) {
  return (
    <RowMenu
      label="Reply"
      buttonLabel="Change the reply"
      isDisabled={isDisabled}
      actions={() =>
        ["Coming", "Not coming"].map((label) => ({
          id: label,
          label,
          onAction: () => void chosen(label),
        }))
      }
    >
      Coming
    </RowMenu>
  );
}

it.each([
  ["{Enter}", "Coming"],
  [" ", "Coming"],
  ["{ArrowDown}", "Coming"],
  ["{ArrowUp}", "Not coming"],
])("opens by %s at “%s” and gives the focus back", async (key, first) => {
  render(<Reply />);
  const button = screen.getByRole("button", { name: "Change the reply" });
  expect(button).toHaveAttribute("aria-expanded", "false");
  await userEvent.tab();

  await userEvent.keyboard(key);

  expect(await screen.findByRole("menuitem", { name: first })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => document.activeElement).toBe(button);
  expect(screen.queryByRole("menu")).not.toBeInTheDocument();
});

it("does what is chosen", async () => {
  render(<Reply />);

  await userEvent.click(screen.getByRole("button", { name: "Change the reply" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Not coming" }));

  expect(chosen).toHaveBeenCalledExactlyOnceWith("Not coming");
  await expect.poll(() => screen.queryByRole("menu")).not.toBeInTheDocument();
});

it("keeps the focus while it can't be opened", async () => {
  render(<Reply isDisabled />);
  await userEvent.tab();

  await userEvent.keyboard("{Enter}");

  expect(screen.getByRole("button", { name: "Change the reply" })).toHaveFocus();
  expect(screen.queryByRole("menu")).not.toBeInTheDocument();
});
