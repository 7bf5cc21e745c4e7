import { messageOf } from "./problem";

interface Reading {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

/** A query as a list shows it: read at once, or page by page. */
export function listState(query: Reading) {
  return {
    isPending: query.isPending,
    problem: query.isError ? messageOf(query.error) : null,
    onRetry: () => void query.refetch(),
    hasMore: query.hasNextPage ?? false,
    isLoadingMore: query.isFetchingNextPage ?? false,
    onMore: () => void query.fetchNextPage?.(),
  };
}
