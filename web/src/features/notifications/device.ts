import { client, ok } from "@/api";

/** Whose notifications this browser shows, so that nobody else who logs in here gets them. */
const owner = "convite-push-user";

export type DeviceState = "on" | "off" | "blocked" | "unable";

function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Whether this browser shows notifications of the user. */
export async function deviceState(userId: string): Promise<DeviceState> {
  if (!canPush()) return "unable";
  if (Notification.permission === "denied") return "blocked";
  const subscription = await current();
  return subscription && isOwn(userId) ? "on" : "off";
}

const isOwn = (userId: string) => localStorage.getItem(owner) === userId;

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Asks for permission if need be, and has notifications sent here. */
export async function turnOn(userId: string): Promise<DeviceState> {
  // browsers let only the press of a button ask
  if ((await Notification.requestPermission()) !== "granted") return deviceState(userId);
  await subscribe(userId);
  return "on";
}

async function subscribe(userId: string): Promise<void> {
  const { public_key: key } = await ok(client.GET("/api/me/push-subscriptions"));
  await navigator.serviceWorker.register("/push-sw.js", { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // a subscription made with an earlier key of the server doesn't work any more
  const subscription = await pushManager.subscribe(options).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  const body = {
    endpoint: endpoint ?? "",
    keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
  };
  await ok(client.POST("/api/me/push-subscriptions", { body }));
  localStorage.setItem(owner, userId);
}

/** Has nothing more sent here. */
export async function turnOff(): Promise<DeviceState> {
  localStorage.removeItem(owner);
  const subscription = canPush() ? await current() : null;
  if (subscription) {
    await subscription.unsubscribe();
    await ok(
      client.DELETE("/api/me/push-subscriptions", { body: { endpoint: subscription.endpoint } }),
    );
  }
  return "off";
}

/**
 * Renews what was turned on here: browsers change subscriptions by themselves, and the server sends only to
 * sessions that are open. Of another user's nothing is kept.
 */
export async function keepDevice(userId: string): Promise<void> {
  if (!canPush() || Notification.permission !== "granted") return;
  if (isOwn(userId)) await subscribe(userId);
  else await (await current())?.unsubscribe();
}
