import { RowsInView } from "./RowsInView";
import { Head, type Column, type RowProps } from "./TableParts";
import { useRows } from "./TableRow";

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
          <RowsInView
            {...props}
            {...selection}
            count={rows.length}
            rowAt={(index) => rows[index]}
          />
        ) : (
          <AllRows {...props} {...selection} rows={rows} />
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

function AllRows<Row>({ rows, ...props }: RowProps<Row> & { rows: readonly Row[] }) {
  const draw = useRows(props);
  return <tbody>{rows.map((row) => draw(row))}</tbody>;
}
