import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { LoadError, Skeleton } from "./Notice";
import { Card, Page, PageHead } from "./Page";

/** Loading state of a list. `listState` derives it from a query. */
export interface ListState {
  isPending: boolean;
  /** Why loading failed. */
  problem: string | null;
  onRetry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

interface ListProps {
  list: ListState;
  /** Number of rows to show. */
  count: number;
  /** Shown when there are no rows at all: what belongs here, why, and one action. */
  empty: ReactNode;
  filters?: ReactNode;
  isFiltered?: boolean;
  /** Shown when no row matches the filters, with a way to clear them. */
  noMatch?: ReactNode;
  lines?: number;
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A card with a list that also handles loading, errors, empty results and paging. */
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
  // The empty state has its own action, so filters and header actions are hidden.
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

/** A page with a list. `beside` holds what opens next to it: panels, dialogs, the bulk action bar. */
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
