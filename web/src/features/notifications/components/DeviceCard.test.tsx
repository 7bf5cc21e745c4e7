import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Me } from "@/api";
import { answer, show } from "@/test/render";
import { keepDevice } from "../device";
import { DeviceCard } from "./DeviceCard";

const me = { id: "u1", name: "Ana Ruiz" } as Me;
const keys = { p256dh: "BPoint", auth: "secret" };
const path = "/api/me/push-subscriptions";

/** A browser that can show notifications; `asked` counts how often it asked for permission. */
function browser(permission: NotificationPermission, granted: NotificationPermission = "granted") {
  const made = { asked: 0, subscription: null as object | null };
  const unsubscribe = () => {
    made.subscription = null;
    return Promise.resolve(true);
  };
  const pushManager = {
    getSubscription: () => Promise.resolve(made.subscription),
    subscribe: () => {
      const endpoint = "https://push.example/1";
      made.subscription = { endpoint, unsubscribe, toJSON: () => ({ endpoint, keys }) };
      return Promise.resolve(made.subscription);
    },
  };
  const registration = { pushManager };
  const serviceWorker = {
    register: () => Promise.resolve(registration),
    getRegistration: () => Promise.resolve(registration),
    ready: Promise.resolve(registration),
  };
  Object.defineProperty(navigator, "serviceWorker", { value: serviceWorker, configurable: true });
  vi.stubGlobal("PushManager", class {});
  const notification = {
    permission,
    requestPermission: () => {
      made.asked += 1;
      notification.permission = granted;
      return Promise.resolve(granted);
    },
  };
  vi.stubGlobal("Notification", notification);
  return made;
}

const calls = () =>
  answer({
    [`GET ${path}`]: { public_key: "BServer", items: [] },
    [`POST ${path}`]: { id: "p1" },
    [`DELETE ${path}`]: new Response(null, { status: 204 }),
  });
const toggle = () => screen.findByRole("switch", { name: /Notifications on this device/ });

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  Reflect.deleteProperty(navigator, "serviceWorker");
});

it("asks for permission only when the switch is pressed, and turns off again", async () => {
  const made = browser("default");
  const sent = calls();
  show(<DeviceCard me={me} />);

  expect(await toggle()).not.toBeChecked();
  expect(made.asked).toBe(0);
  await userEvent.click(await toggle());
  await expect
    .poll(() => sent.find((call) => call.method === "POST")?.body)
    .toEqual({
      endpoint: "https://push.example/1",
      keys,
    });
  expect(made.asked).toBe(1);

  await expect.poll(async () => ((await toggle()) as HTMLInputElement).checked).toBe(true);
  await userEvent.click(await toggle());
  await expect
    .poll(() => sent.find((call) => call.method === "DELETE")?.body)
    .toEqual({
      endpoint: "https://push.example/1",
    });
  expect(made.subscription).toBeNull();
});

it("says how to allow what the browser blocks", async () => {
  browser("denied");
  show(<DeviceCard me={me} />);

  expect(await screen.findByText(/Your browser blocks notifications/)).toBeVisible();
  expect(await toggle()).toBeDisabled();
});

it("has no switch where the browser can't", async () => {
  show(<DeviceCard me={me} />);

  expect(await screen.findByText(/This browser can't show notifications/)).toBeVisible();
  expect(screen.queryByRole("switch")).toBeNull();
});

it("renews what its user turned on, and drops what another did", async () => {
  const made = browser("granted");
  const sent = calls();
  localStorage.setItem("convite-push-user", "u1");

  await keepDevice("u1");
  expect(sent.map((call) => call.method)).toEqual(["GET", "POST"]);
  expect(made.subscription).not.toBeNull();

  await keepDevice("u2");
  expect(made.subscription).toBeNull();
});
