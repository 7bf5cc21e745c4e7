import { t } from "@lingui/core/macro";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useState, type ReactNode } from "react";
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
}

export interface TableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** Makes the whole row clickable. The button in its first cell opens the same thing. */
  onOpen?: (row: Row) => void;
  current?: string | null;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  compact?: boolean;
  /** The id of the sorted column, prefixed with a minus for descending order. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}

/** Longer lists are virtualized. */
const MAX_DRAWN = 200;
const heights = { row: 44, compact: 36 };

/** A plain table. On small screens each row keeps its first column and the columns that aren't marked as wide. */
export function Table<Row>(props: TableProps<Row>) {
  const rows = sorted(props.rows, props.columns, props.sort);
  return (
    <div className="overflow-x-auto">
      <table
        aria-label={props.label}
        aria-rowcount={rows.length > MAX_DRAWN ? rows.length + 1 : undefined}
        className="w-full border-collapse text-start text-sm"
      >
        <Head {...props} />
        {rows.length > MAX_DRAWN ? (
          <RowsInView {...props} rows={rows} />
        ) : (
          <tbody>
            {rows.map((row) => (
              <TableRow key={props.keyOf(row)} row={row} {...props} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

function sorted<Row>(rows: readonly Row[], columns: Column<Row>[], sort?: string): readonly Row[] {
  const isLastFirst = sort?.startsWith("-") ?? false;
  const compare = columns.find((one) => one.id === sort?.replace(/^-/, ""))?.compare;
  return compare ? rows.toSorted((a, b) => (isLastFirst ? compare(b, a) : compare(a, b))) : rows;
}

function Head<Row>({ rows, columns, keyOf, selected, onSelect, sort, onSort }: TableProps<Row>) {
  const all = rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)));
  const some = rows.some((row) => selected?.has(keyOf(row)));
  return (
    <thead>
      <tr className="border-b border-line text-xs text-quiet">
        {onSelect && (
          <th className="w-10 ps-4">
            <Checkbox
              aria-label={t`Select all shown`}
              isSelected={all}
              isIndeterminate={some && !all}
              onChange={(on) => onSelect(on ? new Set(rows.map(keyOf)) : new Set())}
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
              {column.compare && onSort ? (
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

function RowsInView<Row>(props: TableProps<Row>) {
  const { rows, compact, keyOf } = props;
  const [top, setTop] = useState(0);
  const measure = useCallback((body: HTMLTableSectionElement | null) => {
    if (body) setTop(body.getBoundingClientRect().top + window.scrollY);
  }, []);
  const view = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (compact ? heights.compact : heights.row),
    getItemKey: (index) => keyOf(rows[index] as Row),
    overscan: 20,
    scrollMargin: top,
  });
  const shown = view.getVirtualItems();
  const first = (shown[0]?.start ?? top) - top;
  const rest = view.getTotalSize() - (shown.at(-1)?.end ?? top) + top;
  return (
    <tbody ref={measure}>
      <Gap height={first} />
      {shown.map(({ index, key }) => (
        <TableRow key={String(key)} {...props} row={rows[index] as Row} place={index + 2} />
      ))}
      <Gap height={rest} />
    </tbody>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function TableRow<Row>({
  row,
  place,
  columns,
  keyOf,
  nameOf,
  onOpen,
  current,
  selected,
  onSelect,
  compact,
}: TableProps<Row> & { row: Row; place?: number }) {
  const id = keyOf(row);
  const isSelected = selected?.has(id) ?? false;
  const toggle = (on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    onSelect?.(next);
  };
  const pad = cx("px-3 py-1.5", compact ? "h-9" : "h-row");
  return (
    <tr
      aria-rowindex={place}
      data-current={current === id || undefined}
      onClick={onOpen ? () => onOpen(row) : undefined}
      className={cx(
        "group border-b border-line last:border-0 transition data-current:bg-accent-soft",
        onOpen && "cursor-pointer hover:bg-hover",
        isSelected && "bg-accent-soft",
      )}
    >
      {onSelect && (
        <td className="w-10 ps-4" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            aria-label={t`Select ${nameOf(row)}`}
            isSelected={isSelected}
            onChange={toggle}
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
