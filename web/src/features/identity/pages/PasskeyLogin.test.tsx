import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answer, show } from "@/test/render";
import { CodePage } from "./CodePage";
import { LoginPage } from "./LoginPage";

const browser = vi.hoisted(() => ({
  startAuthentication: vi.fn(),
  startRegistration: vi.fn(),
  WebAuthnAbortService: { cancelCeremony: vi.fn() },
}));
vi.mock("@simplewebauthn/browser", () => browser);

const can = (value: boolean) => () => Promise.resolve(value);

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("PublicKeyCredential", {
    isConditionalMediationAvailable: can(false),
    isUserVerifyingPlatformAuthenticatorAvailable: can(true),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const login = {
  "GET /api/auth/oidc": { items: [] },
  "POST /api/auth/passkeys/options": { options: { challenge: "abc" } },
  "POST /api/auth/passkeys/login": { user: { id: "u1" } },
};

it("a passkey logs in at a press", async () => {
  const calls = answer(login);
  browser.startAuthentication.mockResolvedValue({ id: "signed" });
  const { router } = show(<LoginPage />, "/login?next=%2Fjoin%2Fabc", "/login");

  await userEvent.click(await screen.findByRole("button", { name: "Use a passkey" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  const sent = calls.find((one) => one.path === "/api/auth/passkeys/login");
  expect(sent?.body).toEqual({ credential: { id: "signed" } });
});

it("a passkey is offered among what the browser fills in", async () => {
  vi.stubGlobal("PublicKeyCredential", { isConditionalMediationAvailable: can(true) });
  answer(login);
  browser.startAuthentication.mockResolvedValue({ id: "signed" });
  const { router } = show(<LoginPage />, "/login?next=%2Fjoin%2Fabc", "/login");

  expect(await screen.findByLabelText("E-mail or phone")).toHaveAttribute(
    "autocomplete",
    "username webauthn",
  );
  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  expect(browser.startAuthentication).toHaveBeenCalledWith({
    optionsJSON: { challenge: "abc" },
    useBrowserAutofill: true,
  });
});

it("a refused passkey says why, a canceled one says nothing", async () => {
  const detail = "This passkey doesn't work here. Try again, or log in another way.";
  answer({
    ...login,
    "POST /api/auth/passkeys/login": Response.json({ detail }, { status: 401 }),
  });
  show(<LoginPage />, "/login", "/login");
  const button = await screen.findByRole("button", { name: "Use a passkey" });

  browser.startAuthentication.mockRejectedValueOnce(new DOMException("", "NotAllowedError"));
  await userEvent.click(button);
  expect(screen.queryByRole("alert")).toBeNull();

  browser.startAuthentication.mockResolvedValueOnce({ id: "signed" });
  await userEvent.click(button);
  expect(await screen.findByRole("alert")).toHaveTextContent(detail);
});

it("a browser without passkeys has no button", async () => {
  vi.unstubAllGlobals();
  answer(login);
  show(<LoginPage />, "/login", "/login");

  expect(await screen.findByText("Send me a code")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
});

const code = {
  "POST /api/auth/otp/request": { again_in: 30, expires_in: 300 },
  "POST /api/auth/otp/verify": { user: { id: "u1" }, is_new: false },
  "GET /api/me/passkeys": { items: [] },
};

async function logInByCode() {
  await userEvent.type(await screen.findByLabelText("E-mail or phone"), "bo@example.org");
  await userEvent.click(screen.getByRole("button", { name: "Send code" }));
  await userEvent.type(await screen.findByLabelText("Code"), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
}

it("whoever logged in by a code is offered a passkey, until they decline", async () => {
  answer(code);
  const first = show(<CodePage />, "/login/code?next=%2Fjoin%2Fabc", "/login/code");
  await logInByCode();
  const title = "Next time, log in with your face, finger or screen lock";
  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Not now" }));
  await expect.poll(() => first.router.state.location.pathname).toBe("/join/abc");
  first.unmount();

  const second = show(<CodePage />, "/login/code?next=%2Fjoin%2Fabc", "/login/code");
  await logInByCode();
  await expect.poll(() => second.router.state.location.pathname).toBe("/join/abc");
});

it("the passkey that is offered is added", async () => {
  const calls = answer({
    ...code,
    "POST /api/me/passkeys/options": { options: {} },
    "POST /api/me/passkeys": { id: "p1" },
  });
  browser.startRegistration.mockResolvedValue({ id: "made" });
  const { router } = show(<CodePage />, "/login/code?next=%2Fjoin%2Fabc", "/login/code");
  await logInByCode();

  await userEvent.click(await screen.findByRole("button", { name: "Add passkey" }));

  await expect.poll(() => router.state.location.pathname).toBe("/join/abc");
  expect(calls.some(({ body }) => JSON.stringify(body)?.includes("made"))).toBe(true);
});
