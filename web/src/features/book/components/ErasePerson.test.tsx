import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { BookGuest } from "@/api";
import { answer, show } from "@/test/render";
import { Toasts } from "@/ui";
import { ErasePerson } from "./ErasePerson";

const ana = { id: "g1", name: "Ana Ruiz" } as BookGuest;

it("erases a person only once their name was typed, and says from how many lists", async () => {
  const calls = answer({ "POST /api/guests/g1/erase": { removed: 2, kept: 1 } });
  const onErased = vi.fn();
  show(
    <>
      <ErasePerson guest={ana} onErased={onErased} />
      <Toasts />
    </>,
  );

  await userEvent.click(await screen.findByRole("button", { name: "Erase personal data" }));
  const erase = await screen.findByRole("button", { name: "Erase" });
  expect(erase).toBeDisabled();
  await userEvent.type(screen.getByRole("textbox"), "Ana Ruiz");
  await userEvent.click(erase);

  expect(await screen.findByText("Erased, and taken off the lists of 2 events")).toBeVisible();
  expect(calls.find((call) => call.method === "POST")?.body).toEqual({ name: "Ana Ruiz" });
  expect(onErased).toHaveBeenCalled();
});
