import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useState } from "react";
import { Gap, Head, heights, TableRow, type Column, type RowProps } from "./TableParts";

export interface TableProps<Row> extends Omit<RowProps<Row>, "isSelected" | "onToggle"> {
  label: string;
  rows: readonly Row[];
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  /** The id of the sorted column, prefixed with a minus for descending order. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}

/** Longer lists are virtualized. */
const MAX_DRAWN = 200;

/** A plain table. On small screens each row keeps its first column and the columns that aren't marked as wide. */
export function Table<Row>({ selected, onSelect, ...props }: TableProps<Row>) {
  const { label, columns, keyOf, sort, onSort } = props;
  const rows = sorted(props.rows, columns, sort);
  const isAll = rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)));
  const isSome = rows.some((row) => selected?.has(keyOf(row)));
  const selection = onSelect && {
    isSelected: (id: string) => selected?.has(id) ?? false,
    onToggle: (id: string, on: boolean) => {
      const next = new Set(selected);
      if (on) next.add(id);
      else next.delete(id);
      onSelect(next);
    },
  };
  return (
    <div className="overflow-x-auto">
      <table
        aria-label={label}
        aria-rowcount={rows.length > MAX_DRAWN ? rows.length + 1 : undefined}
        className="w-full border-collapse text-start text-sm"
      >
        <Head
          columns={columns}
          sort={sort}
          onSort={onSort}
          all={isAll ? "all" : isSome ? "some" : "none"}
          onAll={onSelect && ((on) => onSelect(on ? new Set(rows.map(keyOf)) : new Set()))}
        />
        {rows.length > MAX_DRAWN ? (
          <RowsInView {...props} {...selection} rows={rows} />
        ) : (
          <tbody>
            {rows.map((row) => (
              <TableRow key={keyOf(row)} {...props} {...selection} row={row} />
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

function RowsInView<Row>(props: RowProps<Row> & { rows: readonly Row[] }) {
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
