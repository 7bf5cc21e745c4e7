import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useSelection } from "./selection";

const loaded = () => [{ id: "a" }, { id: "b" }];

it("makes every guest that matches of “all”, loaded or not", () => {
  const { result } = renderHook(() => useSelection({ side: "Bride" }, 12_345, loaded));
  act(() => result.current.toggleAll(true));
  expect(result.current).toMatchObject({
    number: 12_345,
    state: "all",
    chosen: { filters: { side: "Bride" } },
  });
});

it("keeps the loaded ones when somebody is left out of all", () => {
  const { result } = renderHook(() => useSelection({}, 3, loaded));
  act(() => result.current.toggleAll(true));
  act(() => result.current.toggle("a", false));
  expect(result.current.chosen).toEqual({ ids: ["b"] });
});

it("forgets “all” when the filters change", () => {
  const { result, rerender } = renderHook(
    ({ side }: { side: string }) => useSelection({ side }, 3, loaded),
    { initialProps: { side: "Bride" } },
  );
  act(() => result.current.toggleAll(true));
  rerender({ side: "Groom" });
  expect(result.current.number).toBe(0);
});
