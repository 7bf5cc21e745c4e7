import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { messageOf, type Attendee } from "@/api";
import type { ListState } from "@/ui";
import type { Filters, Sort } from "./filters";
import { guestKeys, readAttendees } from "./queries";

/** How many rows are read at once. */
const pageSize = 100;

export interface GuestRows {
  state: ListState;
  /** How many guests match; null while it isn't known. */
  total: number | null;
  rowAt: (index: number) => Attendee | undefined;
  /** Says which places are in view, so that their rows are loaded. */
  onView: (first: number, last: number) => void;
  loaded: () => Attendee[];
}

/** The guests that match, of which only the pages in view are read. */
export function useGuestRows(eventId: string, filters: Filters, sort: Sort): GuestRows {
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const pages = useQueries({
    queries: wanted.map((number) => ({
      queryKey: guestKeys.page(eventId, filters, sort, number),
      queryFn: () =>
        readAttendees(eventId, {
          ...filters,
          sort,
          limit: pageSize,
          skip: number * pageSize,
          total: number === 0,
        }),
      ...(number === 0 ? { placeholderData: keepPreviousData } : {}),
    })),
  });
  const [first] = pages;
  const byNumber = new Map(wanted.map((number, index) => [number, pages[index]?.data]));
  const onView = useCallback((from: number, to: number) => {
    const next = new Set([0]);
    for (let at = Math.floor(from / pageSize); at <= Math.floor(to / pageSize); at += 1)
      next.add(at);
    setWanted((before) =>
      before.length === next.size && before.every((one) => next.has(one)) ? before : [...next],
    );
  }, []);
  return {
    state: {
      isPending: first?.isPending ?? true,
      problem: first?.error ? messageOf(first.error) : null,
      onRetry: () => void first?.refetch(),
      hasMore: false,
      isLoadingMore: false,
      onMore: () => undefined,
    },
    total: first?.data?.total ?? null,
    rowAt: (index) => byNumber.get(Math.floor(index / pageSize))?.items[index % pageSize],
    onView,
    loaded: () => [...byNumber.values()].flatMap((page) => page?.items ?? []),
  };
}
