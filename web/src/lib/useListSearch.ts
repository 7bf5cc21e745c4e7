import { useEffect, useState } from "react";
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
