import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { SecondFactorCard } from "./SecondFactorCard";

it("an app is set up by its first code, and the recovery codes are shown once", async () => {
  let isOn = false;
  const calls = answer({
    "GET /api/me/totp": () => ({ is_on: isOn, confirmed_at: null, recovery_codes_left: 2 }),
    "POST /api/me/totp": { secret: "ABC234", uri: "otpauth://totp/x", qr: "<svg ></svg>" },
    "POST /api/me/totp/confirm": () => {
      isOn = true;
      return { recovery_codes: ["AAAAA-BBBBB", "CCCCC-DDDDD"] };
    },
  });
  show(<SecondFactorCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Set up authenticator app" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("ABC234")).toBeVisible();
  expect(dialog.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
  await userEvent.type(dialog.getByLabelText("Code"), "123456");
  await userEvent.click(dialog.getByRole("button", { name: "Turn on" }));

  const codes = within(await screen.findByRole("dialog", { name: "Keep your recovery codes" }));
  expect(codes.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
    "AAAAA-BBBBB",
    "CCCCC-DDDDD",
  ]);
  expect(codes.getByText("Download")).toHaveAttribute("download", "convite-recovery-codes.txt");
  await userEvent.click(codes.getByRole("button", { name: "Done" }));
  expect(await screen.findByText("2 recovery codes left")).toBeVisible();
  expect(calls.find((one) => one.path.endsWith("confirm"))?.body).toEqual({ code: "123456" });
});

it("it is turned off by a code", async () => {
  const calls = answer({
    "GET /api/me/totp": {
      is_on: true,
      confirmed_at: "2030-01-01T10:00:00Z",
      recovery_codes_left: 1,
    },
    "POST /api/me/totp/turn-off": new Response(null, { status: 204 }),
  });
  show(<SecondFactorCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Turn off" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Code"), "123456");
  await userEvent.click(dialog.getByRole("button", { name: "Turn off" }));

  await expect
    .poll(() => calls.find((one) => one.method === "POST")?.path)
    .toBe("/api/me/totp/turn-off");
});
