import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState } from "react";
import { Gap, Head, heights, TableRow, type RowProps } from "./TableParts";

export interface LongTableProps<Row> extends RowProps<Row> {
  label: string;
  /** How many rows there are, loaded or not. */
  count: number;
  /** A row by its place, from 0; undefined while it isn't loaded. */
  rowAt: (index: number) => Row | undefined;
  /** Called with the first and last place in view, whose rows should be loaded. */
  onView: (first: number, last: number) => void;
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  all?: "all" | "some" | "none";
  onAll?: (on: boolean) => void;
  allLabel?: string;
}

/**
 * A table whose rows are loaded as they come into view, so that a list of a hundred thousand scrolls like a
 * short one. Only the rows in view are in the page.
 */
export function LongTable<Row>({
  label,
  count,
  rowAt,
  onView,
  sort,
  onSort,
  all,
  onAll,
  allLabel,
  ...rows
}: LongTableProps<Row>) {
  const [top, setTop] = useState(0);
  const measure = useCallback((body: HTMLTableSectionElement | null) => {
    if (body) setTop(body.getBoundingClientRect().top + window.scrollY);
  }, []);
  const view = useWindowVirtualizer({
    count,
    estimateSize: () => (rows.compact ? heights.compact : heights.row),
    overscan: 15,
    scrollMargin: top,
    initialRect: { width: 1000, height: 900 },
  });
  const shown = view.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  const from = first?.index ?? 0;
  const to = last?.index ?? 0;
  useEffect(() => onView(from, to), [from, to, onView]);
  const before = (first?.start ?? top) - top;
  const after = view.getTotalSize() - (last?.end ?? top) + top;
  const width = rows.columns.length + (onAll ? 1 : 0);
  return (
    <div className="overflow-x-auto">
      <table
        aria-label={label}
        aria-rowcount={count + 1}
        className="w-full border-collapse text-start text-sm whitespace-nowrap"
      >
        <Head
          columns={rows.columns}
          sort={sort}
          onSort={onSort}
          all={all ?? "none"}
          onAll={onAll}
          allLabel={allLabel}
        />
        <tbody ref={measure}>
          <Gap height={before} />
          {shown.map(({ index }) => {
            const row = rowAt(index);
            return row === undefined ? (
              <tr key={index} aria-hidden className="border-b border-line">
                <td colSpan={width} className="h-row px-5">
                  <span className="block h-3 w-1/3 rounded-full bg-sunken" />
                </td>
              </tr>
            ) : (
              <TableRow key={rows.keyOf(row)} {...rows} row={row} place={index + 2} />
            );
          })}
          <Gap height={after} />
        </tbody>
      </table>
    </div>
  );
}
