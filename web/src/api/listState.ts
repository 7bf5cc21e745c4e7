import { messageOf } from "./problem";

interface ListQuery {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

/** Turns a plain or an infinite query into what a list needs to render. */
export function listState(query: ListQuery) {
  return {
    isPending: query.isPending,
    problem: query.isError ? messageOf(query.error) : null,
    onRetry: () => void query.refetch(),
    hasMore: query.hasNextPage ?? false,
    isLoadingMore: query.isFetchingNextPage ?? false,
    onMore: () => void query.fetchNextPage?.(),
  };
}
