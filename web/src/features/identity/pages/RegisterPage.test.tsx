import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { LoginPage } from "./LoginPage";
import { RegisterPage } from "./RegisterPage";

it("the log-in page hands on where somebody came from", async () => {
  show(<LoginPage />, "/login?next=%2Fjoin%2Fabc", "/login");

  const link = await screen.findByRole("link", { name: "Create account" });

  expect(link).toHaveAttribute("href", "/register?next=%2Fjoin%2Fabc");
});

it("whoever registers returns to the page they came from", async () => {
  answer({ "POST /api/auth/register": { id: "u1" } });
  const { router } = show(<RegisterPage />, "/register?next=%2Fjoin%2Fabc", "/register");
  expect(await screen.findByRole("link", { name: "Log in" })).toHaveAttribute(
    "href",
    "/login?next=%2Fjoin%2Fabc",
  );

  await userEvent.type(screen.getByLabelText("Your name"), "Bo");
  await userEvent.type(screen.getByLabelText("E-mail or phone"), "bo@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "a short sentence");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
});
