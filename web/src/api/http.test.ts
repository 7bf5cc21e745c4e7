import { afterEach, beforeEach, expect, it, vi } from "vitest";

let asked: string[] = [];
let isExpired = true;

/** A server whose access token has expired, until somebody refreshes it. */
function serve(input: RequestInfo | URL): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  const path = new URL(url, window.location.origin).pathname;
  asked.push(path);
  if (path === "/api/auth/refresh") {
    isExpired = false;
    return Promise.resolve(new Response("{}", { status: 200 }));
  }
  return Promise.resolve(new Response("{}", { status: isExpired ? 401 : 200 }));
}

/** Locks as browsers have them across tabs, which jsdom lacks. */
function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_: string, work: () => Promise<unknown>) => {
      const mine = last.then(work);
      last = mine;
      return mine;
    },
  };
}

/** A tab of its own: a module that shares nothing with others but what the browser shares. */
async function tab() {
  vi.resetModules();
  return await import("./http");
}

beforeEach(() => {
  asked = [];
  isExpired = true;
  localStorage.clear();
  vi.stubGlobal("fetch", vi.fn(serve));
  Object.defineProperty(navigator, "locks", { value: locks(), configurable: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "locks");
});

it("refreshes once for two tabs whose session expires at the same time", async () => {
  vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  const [one, other] = [await tab(), await tab()];
  const answers = await Promise.all([one.call("/api/me"), other.call("/api/events")]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect(asked.filter((path) => path === "/api/auth/refresh")).toHaveLength(1);
});

it("refreshes in a browser without locks", async () => {
  Reflect.deleteProperty(navigator, "locks");
  const page = await tab();
  expect((await page.call("/api/me")).status).toBe(200);
  expect(asked).toEqual(["/api/me", "/api/auth/refresh", "/api/me"]);
});
