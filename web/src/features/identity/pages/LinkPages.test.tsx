import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { ForgotPage, LoginByMailPage } from "./LinkRequestPage";
import { LoginLinkPage } from "./LoginLinkPage";
import { LoginPage } from "./LoginPage";
import { ResetPage } from "./ResetPage";

const dead = () => Response.json({ status: 401, title: "x", detail: "x" }, { status: 401 });

it("the log-in page offers both links", async () => {
  show(<LoginPage />, "/login?next=%2Fjoin%2Fabc", "/login");

  const forgot = await screen.findByRole("link", { name: "Forgot your password?" });
  const mail = screen.getByRole("link", { name: "E-mail me a link to log in" });

  expect(forgot).toHaveAttribute("href", "/forgot?next=%2Fjoin%2Fabc");
  expect(mail).toHaveAttribute("href", "/login/mail?next=%2Fjoin%2Fabc");
});

it("whoever resets their password ends where they came from", async () => {
  const calls = answer({
    "POST /api/auth/password/reset": new Response(null, { status: 202 }),
    "POST /api/auth/password/reset/confirm": { user: { id: "u1" } },
  });
  const asking = show(<ForgotPage />, "/forgot?next=%2Fjoin%2Fabc", "/forgot");
  await userEvent.type(await screen.findByLabelText("E-mail"), "bo@example.org");
  await userEvent.click(screen.getByRole("button", { name: "Send link" }));
  expect(
    await screen.findByText(/account for .*bo@example.org.*, a link is on its way/),
  ).toBeVisible();
  asking.unmount();

  const { router } = show(<ResetPage />, "/reset/abc", "/reset/$token");
  await userEvent.type(await screen.findByLabelText("New password"), "a short sentence");
  await userEvent.click(screen.getByRole("button", { name: "Save and log in" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  expect(calls.at(-1)?.body).toEqual({ token: "abc", password: "a short sentence" });
});

it("a dead link leads to where another is asked for", async () => {
  answer({ "POST /api/auth/password/reset/confirm": dead });
  show(<ResetPage />, "/reset/abc", "/reset/$token");

  await userEvent.type(await screen.findByLabelText("New password"), "a short sentence");
  await userEvent.click(screen.getByRole("button", { name: "Save and log in" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("This link no longer works");
  expect(screen.getByRole("link", { name: "Send a new link" })).toHaveAttribute("href", "/forgot");
});

it("opening a link to log in asks for nothing; its button does", async () => {
  const calls = answer({ "POST /api/auth/magic-link/confirm": { user: { id: "u1" } } });
  const { router } = show(<LoginLinkPage />, "/login/abc", "/login/$token");

  const button = await screen.findByRole("button", { name: "Log in" });
  expect(calls).toEqual([]);
  await userEvent.click(button);

  await expect.poll(() => router.state.location.pathname).toBe("/events");
  expect(calls[0]?.body).toEqual({ token: "abc" });
});

it("asks for an address before it sends a link", async () => {
  const calls = answer({});
  show(<LoginByMailPage />, "/login/mail", "/login/mail");

  await userEvent.click(await screen.findByRole("button", { name: "Send link" }));

  expect(await screen.findByText("Enter your e-mail address.")).toBeVisible();
  expect(calls).toEqual([]);
});
