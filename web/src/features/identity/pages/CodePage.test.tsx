import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { CodePage } from "./CodePage";

const sent = { again_in: 30, expires_in: 300 };

async function askFor(account: string) {
  await userEvent.type(await screen.findByLabelText("E-mail or phone"), account);
  await userEvent.click(screen.getByRole("button", { name: "Send code" }));
}

it("a phone and its code log in, and somebody new is asked for a name", async () => {
  const calls = answer({
    "POST /api/auth/otp/request": sent,
    "POST /api/auth/otp/verify": { user: { id: "u1" }, is_new: true },
    "GET /api/me": { id: "u1", name: "Guest", profile: { locale: "en" } },
    "PATCH /api/me": { id: "u1", name: "Bo" },
  });
  const { router } = show(<CodePage />, "/login/code?next=%2Fjoin%2Fabc", "/login/code");

  await askFor("+34 612 345 678");
  const code = await screen.findByLabelText("Code");
  expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await userEvent.type(code, "123 456");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  await userEvent.type(await screen.findByLabelText("Name"), "Bo");
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  const written = calls.map((one) => one.body).filter(Boolean);
  expect(written).toEqual([
    { phone: "+34 612 345 678" },
    { phone: "+34 612 345 678", code: "123 456" },
    { name: "Bo" },
  ]);
});

it("another code can be sent once the pause is over", async () => {
  const calls = answer({ "POST /api/auth/otp/request": { again_in: 1, expires_in: 300 } });
  show(<CodePage />, "/login/code", "/login/code");

  await askFor("bo@example.org");
  expect(await screen.findByRole("button", { name: /Send another in/ })).toBeDisabled();
  await userEvent.click(
    await screen.findByRole("button", { name: "Send another code" }, { timeout: 3000 }),
  );

  const both = [{ email: "bo@example.org" }, { email: "bo@example.org" }];
  await expect.poll(() => calls.map((one) => one.body)).toEqual(both);
});

it("fewer than six digits are not sent", async () => {
  const calls = answer({ "POST /api/auth/otp/request": sent });
  show(<CodePage />, "/login/code", "/login/code");

  await askFor("bo@example.org");
  await userEvent.type(await screen.findByLabelText("Code"), "12345");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));

  expect(await screen.findByText("Enter all six digits.")).toBeVisible();
  expect(calls).toHaveLength(1);
});
