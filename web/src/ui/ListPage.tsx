import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { LoadError, Skeleton } from "./Notice";
import { Card, Page, PageHead } from "./Page";

/** How the reading of a list stands: what `listState` makes of a query. */
export interface ListState {
  isPending: boolean;
  /** Why it couldn't be read. */
  problem: string | null;
  onRetry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

interface ListProps {
  list: ListState;
  /** How many rows there are to show. */
  count: number;
  /** Nothing is there yet: what, why, and one action. */
  empty: ReactNode;
  filters?: ReactNode;
  isFiltered?: boolean;
  /** Nothing matches, with the way back to everything. */
  noMatch?: ReactNode;
  lines?: number;
  title?: ReactNode;
  actions?: ReactNode;
  /** The rows. */
  children: ReactNode;
}

/** A list in its card, whatever state it is in. */
export function ListCard({
  list,
  count,
  empty,
  filters,
  isFiltered = false,
  noMatch,
  lines = 8,
  title,
  actions,
  children,
}: ListProps) {
  const isBare = count === 0 && !list.isPending && list.problem === null;
  // What an empty list offers stands in it.
  if (isBare && !isFiltered)
    return (
      <Card title={title} flush={title !== undefined}>
        {empty}
      </Card>
    );
  return (
    <Card flush title={title} actions={actions}>
      {filters}
      {list.isPending && (
        <div className="px-5 py-3">
          <Skeleton lines={lines} />
        </div>
      )}
      {list.problem !== null && (
        <div className="p-5">
          <LoadError message={list.problem} onRetry={list.onRetry} />
        </div>
      )}
      {isBare && noMatch}
      {count > 0 && children}
      {list.hasMore && (
        <div className="border-t border-line p-4 text-center">
          <Button isPending={list.isLoadingMore} onPress={list.onMore}>{t`Show more`}</Button>
        </div>
      )}
    </Card>
  );
}

/** A page that is a list; `beside` is what opens next to it: panels, dialogs, a bar for the selected. */
export function ListPage({
  title,
  intro,
  actions,
  narrow,
  beside,
  ...list
}: Omit<ListProps, "title" | "actions"> & {
  title: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  beside?: ReactNode;
}) {
  return (
    <Page width={narrow ? "narrow" : "wide"}>
      <PageHead title={title} actions={actions}>
        {intro}
      </PageHead>
      <ListCard {...list} />
      {beside}
    </Page>
  );
}
