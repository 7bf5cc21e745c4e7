import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { LoginPage } from "./LoginPage";
import { SecondStepPage } from "./SecondStepPage";

const asked = Response.json(
  { type: "/problems/second-factor", detail: "Enter the code.", token: "first.step" },
  { status: 401 },
);

it("a log-in that lacks a second factor leads on to its page", async () => {
  answer({ "GET /api/auth/oidc": { items: [] }, "POST /api/auth/login": asked });
  const { router } = show(<LoginPage />, "/login?next=%2Fjoin%2Fabc", "/login");

  await userEvent.type(await screen.findByLabelText("E-mail or phone"), "ana@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "a long pass phrase");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));

  await expect.poll(() => router.state.location.pathname).toBe("/login/second");
  expect(router.state.location.hash).toBe("first.step");
  expect(router.state.location.search).toEqual({ next: "/join/abc" });
});

it("a code of the app finishes the log-in", async () => {
  const calls = answer({ "POST /api/auth/second-factor": { user: { id: "u1" } } });
  const address = "/login/second?next=%2Fjoin%2Fabc#first.step";
  const { router } = show(<SecondStepPage />, address, "/login/second");

  const code = await screen.findByLabelText("Code");
  expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await userEvent.type(code, "123 456");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  expect(calls[0]?.body).toEqual({ token: "first.step", code: "123 456" });
});

it("so does a recovery code", async () => {
  const calls = answer({ "POST /api/auth/second-factor": { user: { id: "u1" } } });
  show(<SecondStepPage />, "/login/second#first.step", "/login/second");

  await userEvent.click(await screen.findByText("Use a recovery code"));
  await userEvent.type(await screen.findByLabelText("Recovery code"), "Q5DJ9-ZM8DP");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));

  await expect
    .poll(() => calls[0]?.body)
    .toEqual({ token: "first.step", recovery_code: "Q5DJ9-ZM8DP" });
});
