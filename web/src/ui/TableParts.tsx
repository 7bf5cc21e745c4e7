import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "./Field";
import { cx } from "./cx";

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  className?: string;
  numeric?: boolean;
  /** Compares two rows by this column. Without it the column can't be sorted. */
  compare?: (one: Row, other: Row) => number;
  /** Whether the server sorts by this column. */
  isSorted?: boolean;
}

export interface RowProps<Row> {
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** Makes the whole row clickable. The button in its first cell opens the same thing. */
  onOpen?: (row: Row) => void;
  current?: string | null;
  isSelected?: (id: string) => boolean;
  onToggle?: (id: string, on: boolean) => void;
  compact?: boolean;
  drag?: RowDrag<Row> | undefined;
}

/** Rows that are dragged onto others. A pointer's shortcut: whatever it does, a menu or dialog does too. */
export interface RowDrag<Row> {
  /** The row that is being dragged. */
  dragged: Row | null;
  onStart: (row: Row) => void;
  onEnd: () => void;
  /** Whether the dragged row can be dropped on this one. */
  accepts: (row: Row) => boolean;
  onDrop: (row: Row) => void;
}

/** Heights of a row in pixels. */
export const heights = { row: 44, compact: 36 };

export function Head<Row>({
  columns,
  sort,
  onSort,
  all,
  onAll,
  allLabel,
}: {
  columns: Column<Row>[];
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** Whether all rows are selected, or some. */
  all?: "all" | "some" | "none";
  onAll?: ((on: boolean) => void) | undefined;
  allLabel?: string | undefined;
}) {
  return (
    <thead>
      <tr className="border-b border-line text-xs text-quiet">
        {onAll && (
          <th className="w-10 ps-4 text-start">
            <Checkbox
              aria-label={allLabel ?? t`Select all shown`}
              isSelected={all === "all"}
              isIndeterminate={all === "some"}
              onChange={onAll}
            />
          </th>
        )}
        {columns.map((column) => {
          const isUp = sort === column.id;
          const isDown = sort === `-${column.id}`;
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={isUp ? "ascending" : isDown ? "descending" : undefined}
              className={cx(
                "px-3 py-2 font-medium first:ps-5 last:pe-5",
                column.numeric ? "text-end" : "text-start",
                column.className,
              )}
            >
              {(column.compare || column.isSorted) && onSort ? (
                <button
                  type="button"
                  className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-control hover:text-text"
                  onClick={() => onSort(isUp ? `-${column.id}` : column.id)}
                >
                  {column.head}
                  {isUp && <ArrowUp aria-hidden size={12} />}
                  {isDown && <ArrowDown aria-hidden size={12} />}
                </button>
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

export function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}
