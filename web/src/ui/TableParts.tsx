import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
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
          <th className="w-10 ps-4">
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

export function TableRow<Row>({
  row,
  place,
  columns,
  keyOf,
  nameOf,
  onOpen,
  current,
  isSelected,
  onToggle,
  compact,
  drag,
}: RowProps<Row> & { row: Row; place?: number }) {
  const [isOver, setOver] = useState(false);
  const id = keyOf(row);
  const isChosen = isSelected?.(id) ?? false;
  const pad = cx("px-3 py-1.5", compact ? "h-9" : "h-row");
  return (
    <tr
      aria-rowindex={place}
      data-current={current === id || undefined}
      data-drop={isOver || undefined}
      onClick={onOpen ? () => onOpen(row) : undefined}
      {...(drag && dragProps(drag, row, nameOf(row), setOver))}
      className={cx(
        "group border-b border-line last:border-0 transition data-current:bg-accent-soft",
        onOpen && "cursor-pointer hover:bg-hover",
        isChosen && "bg-accent-soft",
        drag && drag.dragged !== null && keyOf(drag.dragged) === id && "opacity-50",
        isOver && "bg-accent-soft outline-2 -outline-offset-2 outline-accent",
      )}
    >
      {onToggle && (
        <td className="w-10 ps-4" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            aria-label={t`Select ${nameOf(row)}`}
            isSelected={isChosen}
            onChange={(on) => onToggle(id, on)}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cx(
            pad,
            "first:ps-5 last:pe-5",
            column.numeric && "text-end tabular-nums",
            column.className,
          )}
        >
          {index === 0 && onOpen ? (
            <button
              type="button"
              className="max-w-full rounded-control text-start font-medium cursor-pointer"
              onClick={(event) => {
                event.stopPropagation();
                onOpen(row);
              }}
            >
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

function dragProps<Row>(
  drag: RowDrag<Row>,
  row: Row,
  name: string,
  setOver: (isOver: boolean) => void,
) {
  const enter = (event: DragEvent) => {
    if (!drag.accepts(row)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    setOver(true);
  };
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", name);
      drag.onStart(row);
    },
    onDragEnd: drag.onEnd,
    onDragEnter: enter,
    onDragOver: enter,
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (drag.accepts(row)) drag.onDrop(row);
    },
  };
}
