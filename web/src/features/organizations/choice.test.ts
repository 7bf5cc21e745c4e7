import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { chooseOrganization, useChosenOrganization } from "./choice";

const known = vi.hoisted(() => ({ data: [] as { id: string }[] }));
vi.mock("./queries", () => ({ useOrganizations: () => known }));

beforeEach(() => {
  localStorage.clear();
  known.data = [{ id: "own" }, { id: "agency" }];
});

test("a choice is kept and everybody who shows it follows", () => {
  const { result } = renderHook(() => useChosenOrganization()?.id);
  expect(result.current).toBeUndefined();
  act(() => chooseOrganization("agency"));
  expect(result.current).toBe("agency");
  expect(renderHook(() => useChosenOrganization()?.id).result.current).toBe("agency");
  act(() => chooseOrganization(null));
  expect(result.current).toBeUndefined();
});

test("an organization that was left isn't chosen any more, nor is the only one", () => {
  chooseOrganization("gone");
  expect(renderHook(() => useChosenOrganization()).result.current).toBeUndefined();
  known.data = [{ id: "own" }];
  chooseOrganization("own");
  expect(renderHook(() => useChosenOrganization()).result.current).toBeUndefined();
});
