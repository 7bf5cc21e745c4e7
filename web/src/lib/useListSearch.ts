import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useDebounced } from "./useDebounced";

/** URL search parameters that every list supports: search text and sort column. */
export interface ListSearch {
  q?: string | undefined;
  sort?: string | undefined;
}
type NavigateSearch<Search> = (options: {
  search: (before: Search) => Search;
  replace?: boolean;
}) => Promise<void>;

/** Keeps a list's filters in the URL, so they survive a reload and can be shared. */
export function useListSearch<Search extends ListSearch>(
  search: Search,
  navigate: NavigateSearch<Search>,
) {
  const [text, setText] = useState(search.q ?? "");
  const typed = useDebounced(text.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, q: typed || undefined }), replace: true });
  }, [typed, navigate]);
  const set = (change: Partial<Search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }) });
  return {
    q: search.q,
    text,
    setText,
    set,
    sort: search.sort,
    setSort: (sort: string) =>
      void navigate({ search: (before) => ({ ...before, sort }), replace: true }),
    clear: () => {
      setText("");
      void navigate({ search: () => ({}) as Search });
    },
  };
}

/** `useListSearch` for pages without search parameters of their own. */
export function useRouteSearch() {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const navigateSearch = useCallback<NavigateSearch<ListSearch>>(
    (options) => navigate({ to: ".", ...options }),
    [navigate],
  );
  return useListSearch(search, navigateSearch);
}
