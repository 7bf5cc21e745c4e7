import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useDebounced } from "./useDebounced";

/** What every list's address may say: words to look for, and the column it is sorted by. */
export interface ListSearch {
  q?: string | undefined;
  sort?: string | undefined;
}
type Go<Search> = (options: {
  search: (before: Search) => Search;
  replace?: boolean;
}) => Promise<void>;

/** The filters of a list live in its address: they survive a reload and can be sent to a colleague. */
export function useListSearch<Search extends ListSearch>(search: Search, go: Go<Search>) {
  const [text, setText] = useState(search.q ?? "");
  const typed = useDebounced(text.trim());
  useEffect(() => {
    void go({ search: (before) => ({ ...before, q: typed || undefined }), replace: true });
  }, [typed, go]);
  const set = (change: Partial<Search>) =>
    void go({ search: (before) => ({ ...before, ...change }) });
  return {
    q: search.q,
    text,
    setText,
    set,
    sort: search.sort,
    setSort: (sort: string) =>
      void go({ search: (before) => ({ ...before, sort }), replace: true }),
    clear: () => {
      setText("");
      void go({ search: () => ({}) as Search });
    },
  };
}

/** The same for a page whose address says no more than every list's. */
export function useOwnSearch() {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = useCallback<Go<ListSearch>>(
    (options) => navigate({ to: ".", ...options }),
    [navigate],
  );
  return useListSearch(search, go);
}
