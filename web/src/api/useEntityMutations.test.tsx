import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { useEntityMutations } from "./useEntityMutations";

const queryKey = ["gates"];
const main = { id: "1", name: "Main" };

function setUp(change: object = {}) {
  const cache = new QueryClient({ defaultOptions: { mutations: { retry: false } } });
  cache.setQueryData(queryKey, { items: [main], total: 1 });
  const options = {
    queryKey,
    create: vi.fn(({ name }: { name: string }) => Promise.resolve({ id: "2", name })),
    update: vi.fn((id: string, { name }: { name: string }) => Promise.resolve({ id, name })),
    remove: vi.fn((_: string) => Promise.resolve()),
    onFailed: vi.fn(),
    ...change,
  };
  const { result } = renderHook(() => useEntityMutations(options), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    ),
  });
  const names = () =>
    cache.getQueryData<{ items: { name: string }[] }>(queryKey)?.items.map((row) => row.name);
  return { hook: () => result.current, options, names };
}

it("a new row stands in the list, and a changed one changes there", async () => {
  const { hook, names } = setUp();
  await act(() => hook().save(undefined, { name: "North" }));
  expect(names()).toEqual(["Main", "North"]);
  await act(() => hook().save("1", { name: "South" }));
  expect(names()).toEqual(["South", "North"]);
});

it("a change is shown before the answer and rolled back when it is refused", async () => {
  let refuse = (_: Error) => {};
  const { hook, options, names } = setUp({
    update: () => new Promise((_, reject) => (refuse = reject)),
  });
  act(() => hook().update.mutate({ id: "1", change: { name: "South" } }));
  await waitFor(() => expect(names()).toEqual(["South"]));
  act(() => refuse(new Error("taken")));
  await waitFor(() => expect(names()).toEqual(["Main"]));
  expect(options.onFailed).toHaveBeenCalledOnce();
});

it("a removed row comes back when the removal is undone", async () => {
  let undo = () => {};
  const { hook, options, names } = setUp({
    recreate: ({ name }: typeof main) => ({ name }),
    onRemoved: (_: typeof main, back: () => void) => (undo = back),
  });
  await act(() => hook().remove.mutateAsync(main));
  expect(names()).toEqual([]);
  act(() => undo());
  await waitFor(() => expect(names()).toEqual(["Main"]));
  expect(options.create.mock.calls[0]?.[0]).toEqual({ name: "Main" });
});
