import type { ReactNode } from "react";
import { t } from "@lingui/core/macro";
import { Checkbox } from "./Field";
import { cx } from "./cx";

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  className?: string;
  numeric?: boolean;
}

interface Props<Row> {
  label: string;
  rows: readonly Row[];
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** The row is the link: what its first cell's button opens. */
  onOpen?: (row: Row) => void;
  current?: string | null;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  compact?: boolean;
}

/** Quiet rows; on a phone each row keeps its first column and the ones not marked as wide. */
export function Table<Row>({
  label,
  rows,
  columns,
  keyOf,
  nameOf,
  onOpen,
  current,
  selected,
  onSelect,
  compact,
}: Props<Row>) {
  const all = rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)));
  const some = rows.some((row) => selected?.has(keyOf(row)));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    onSelect?.(next);
  };
  const pad = cx("px-3 py-1.5", compact ? "h-9" : "h-row");
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-start text-sm">
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
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cx(
                  "px-3 py-2 font-medium first:ps-5 last:pe-5",
                  column.numeric ? "text-end" : "text-start",
                  column.className,
                )}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = keyOf(row);
            const isSelected = selected?.has(id) ?? false;
            return (
              <tr
                key={id}
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
                      onChange={(on) => toggle(id, on)}
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
          })}
        </tbody>
      </table>
    </div>
  );
}
