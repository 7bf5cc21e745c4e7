import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeFact } from "@/test/facts";
import { answer, type Call } from "@/test/render";
import type { Facts } from "./facts";
import type { Listener } from "./live";
import { live } from "./socket";
import { patchTask, useTask } from "./useTask";

const made = z.object({ made: z.number() });
let listener: Listener | undefined;
let status = "running";

beforeEach(() => {
  status = "running";
  vi.spyOn(live, "subscribe").mockImplementation((channel, next) => {
    if (channel === "users/u1") listener = next;
    return () => undefined;
  });
});
afterEach(() => {
  vi.useRealTimers();
  live.state = "connecting";
});

function watched() {
  const calls = answer({
    "GET /api/me": { id: "u1" },
    "GET /api/tasks/t1": () => ({
      id: "t1",
      status,
      progress: status === "done" ? 1 : 0,
      result: status === "done" ? { made: 7 } : null,
    }),
  });
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const hook = renderHook(() => useTask("t1", made), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    ),
  });
  return { ...hook, calls };
}

const reads = (calls: Call[]) => calls.filter((call) => call.path === "/api/tasks/t1").length;
const step = (change: Partial<Facts["task_progressed"]> = {}) =>
  makeFact("task_progressed", {
    task_id: "t1",
    kind: "import",
    status: "running",
    progress: 3,
    steps: 4,
    ...change,
  });

it("follows its owner's channel without asking, and reads the result once when it has ended", async () => {
  live.state = "live";
  const { result, calls } = watched();
  await waitFor(() => expect(result.current.data?.status).toBe("running"));
  await waitFor(() => expect(listener).toBeDefined());
  act(() => listener?.onMessage(step()));
  await waitFor(() => expect(result.current.data?.progress).toBe(0.75));
  expect(reads(calls)).toBe(1);
  status = "done";
  act(() => listener?.onMessage(step({ status: "done", progress: 4 })));
  await waitFor(() => expect(result.current.data?.result).toEqual({ made: 7 }));
  act(() => listener?.onResync());
  expect(reads(calls)).toBe(2);
});

it("asks now and then while the socket is down", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  live.state = "offline";
  const { result, calls } = watched();
  await waitFor(() => expect(result.current.data?.status).toBe("running"));
  status = "done";
  await act(() => vi.advanceTimersByTimeAsync(3_100));
  await waitFor(() => expect(result.current.data?.status).toBe("done"));
  await act(() => vi.advanceTimersByTimeAsync(9_000));
  expect(reads(calls)).toBe(2);
});

it("takes no other task's message, and none after its end", () => {
  const task = { id: "t1", status: "running", progress: 0 } as const;
  expect(patchTask(task, step({ task_id: "t2" }))).toBe(task);
  expect(patchTask(task, makeFact("seat_locked", { seat_id: "t1" }))).toBe(task);
  expect(patchTask(task, step({ steps: null }))).toMatchObject({ progress: 0 });
  expect(patchTask(task, step({ status: "failed" }))).toBe("read");
  const over = { ...task, status: "done" } as const;
  expect(patchTask(over, step())).toBe(over);
});
