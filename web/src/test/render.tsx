import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";

export interface Call {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}
type Answer = (call: Call, url: URL) => unknown;

/** Answers requests by "METHOD /path" (`*` matches one path segment) and records them for assertions. */
export function answer(routes: Record<string, Answer | object>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request =
      input instanceof Request ? input : new Request(new URL(input, window.location.origin), init);
    const url = new URL(request.url);
    const text = request.headers.get("content-type")?.includes("json") ? await request.text() : "";
    const call: Call = {
      method: request.method,
      path: url.pathname,
      body: text ? (JSON.parse(text) as unknown) : null,
      headers: request.headers,
    };
    calls.push(call);
    const found = Object.entries(routes).find(([key]) => {
      const [method, path = ""] = key.split(" ");
      return (
        method === call.method && new RegExp(`^${path.replaceAll("*", "[^/]+")}$`).test(call.path)
      );
    });
    if (!found)
      return Response.json(
        { title: "Not answered by this test", detail: `${call.method} ${call.path}` },
        { status: 404 },
      );
    const result = typeof found[1] === "function" ? (found[1] as Answer)(call, url) : found[1];
    return result instanceof Response ? result : Response.json(result);
  });
  return calls;
}

/** Renders a page with a real query cache and a router at its address. */
export function show(page: ReactNode, address = "/events/e1", id = "/events/$eventId") {
  const root = createRootRoute({ component: () => <Outlet /> });
  const route = createRoute({ getParentRoute: () => root, path: id, component: () => page });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return {
    cache,
    router,
    ...render(
      <QueryClientProvider client={cache}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>,
    ),
  };
}
