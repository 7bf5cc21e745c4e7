import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { LoginPage } from "../pages/LoginPage";
import { IdentitiesCard } from "./IdentitiesCard";

const at = { created_at: "2030-01-01T10:00:00Z", last_used_at: "2030-01-01T11:00:00Z" };
const google = { ...at, id: "i1", provider: "google", label: "Google", email: "jo@example.com" };
const github = { ...at, id: "i2", provider: "github", label: "GitHub", email: null };
const providers = { items: [{ name: "google", label: "Google" }] };

it("the log-in page has a button for each provider and says why one opened nothing", async () => {
  answer({ "GET /api/auth/oidc": providers });
  show(<LoginPage />, "/login?next=%2Fjoin%2Fa&refused=link-first&provider=google", "/login");

  const button = await screen.findByRole("link", { name: "Continue with Google" });
  expect(button).toHaveAttribute("href", "/api/auth/oidc/google?next=%2Fjoin%2Fa");
  expect(screen.getByRole("alert")).toHaveTextContent(/Log in to it first, then link Google/);
});

it("lists linked log-ins and unlinks one", async () => {
  const calls = answer({
    "GET /api/auth/oidc": providers,
    "GET /api/me/identities": { items: [google, github], has_password: false },
    "DELETE /api/me/identities/i2": new Response(null, { status: 204 }),
  });
  show(<IdentitiesCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Unlink GitHub" }));

  await expect
    .poll(() => calls.map(({ method, path }) => `${method} ${path}`))
    .toContain("DELETE /api/me/identities/i2");
});

it("the only way in can't be unlinked; a password is set first", async () => {
  answer({
    "GET /api/auth/oidc": providers,
    "GET /api/me/identities": { items: [google], has_password: false },
  });
  show(<IdentitiesCard />);

  expect(await screen.findByText("jo@example.com")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Unlink Google" })).toBeNull();
  expect(screen.getByRole("link", { name: "Set a password by e-mail" })).toHaveAttribute(
    "href",
    "/forgot",
  );
});
