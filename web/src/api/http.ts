import createClient from "openapi-fetch";
import { i18n } from "@lingui/core";
import { freshId } from "@/lib/ids";
import type { paths } from "./client/schema";
import { Problem } from "./problem";
import { viewedMember } from "./viewAs";

let refreshing: Promise<boolean> | null = null;
const REFRESHED = "convite:refreshed";

/** Shares one token refresh among all requests that find the access token expired at the same time. */
function refresh(before: string | null): Promise<boolean> {
  refreshing ??= alone(() => refreshUnlessDone(before)).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Tabs share the session's cookies, so one tab refreshes while the others wait. Browsers without locks rely on the server, which answers a second use alike. */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return work();
  return await navigator.locks.request("convite:refresh", work);
}

/** `before` is the mark of the last refresh when the failed request was sent: when it has changed, another tab has brought the new cookies. A mark, as two tabs may do all this within one tick of the clock. */
async function refreshUnlessDone(before: string | null): Promise<boolean> {
  if (localStorage.getItem(REFRESHED) !== before) return true;
  const sent = { method: "POST", headers: { "X-Convite": "web" } };
  const isOk = await fetch("/api/auth/refresh", sent).then(
    (response) => response.ok,
    () => false,
  );
  if (isOk) localStorage.setItem(REFRESHED, freshId());
  return isOk;
}

/** Has the session's tokens say what changed about it, such as a second factor that was added. */
export async function renewTokens(): Promise<void> {
  await refresh(localStorage.getItem(REFRESHED));
}

let deviceKey: string | null = null;

/** Makes this page act as a check-in device without a session. Pass null to stop. */
export function actAsDevice(key: string | null): void {
  deviceKey = key;
}

async function send(request: Request): Promise<Response> {
  const isAuthRequest = new URL(request.url).pathname.startsWith("/api/auth/");
  const viewed = viewedMember();
  if (viewed && !isAuthRequest) request.headers.set("X-View-As", viewed.memberId);
  if (deviceKey) request.headers.set("X-Device-Key", deviceKey);
  request.headers.set("X-Convite", "web");
  request.headers.set("Accept-Language", i18n.locale || "en");
  if (request.method === "POST") request.headers.set("Idempotency-Key", freshId());
  const again = request.clone();
  const before = localStorage.getItem(REFRESHED);
  const response = await fetch(request);
  if (response.status !== 401 || isAuthRequest || deviceKey || !(await refresh(before)))
    return response;
  return fetch(again);
}

export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

/** Returns the response body, or throws a `Problem`. */
export async function ok<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let answer: { data?: T; error?: unknown; response: Response };
  try {
    answer = await call;
  } catch (reason) {
    throw Problem.offline(reason);
  }
  if (!answer.response.ok) throw Problem.from(answer.response.status, answer.error);
  return answer.data as T;
}

/** A request whose body or response isn't JSON, for uploads and downloads. */
export async function call(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await send(new Request(new URL(path, window.location.origin), init));
  } catch (reason) {
    throw Problem.offline(reason);
  }
  if (!response.ok) throw Problem.from(response.status, await response.json().catch(() => null));
  return response;
}

/** Posts a form with a file. */
export async function upload<T>(path: string, form: FormData): Promise<T> {
  return (await (await call(path, { method: "POST", body: form })).json()) as T;
}

/** Returns the raw bytes of a response, because signatures are verified against them. Throws a `Problem` on failure. */
export async function bytes(
  path: string,
  signal: AbortSignal,
): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Headers }> {
  let response: Response;
  try {
    response = await send(new Request(new URL(path, window.location.origin), { signal }));
    if (response.ok)
      return { body: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
  } catch (reason) {
    throw Problem.offline(reason);
  }
  throw Problem.from(response.status, await response.json().catch(() => null));
}
