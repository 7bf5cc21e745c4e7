import { RowsInView } from "./RowsInView";
import { Head, type RowProps } from "./TableParts";

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
  sort,
  onSort,
  all,
  onAll,
  allLabel,
  ...rows
}: LongTableProps<Row>) {
  return (
    <div className="overflow-x-auto">
      <table
        aria-label={label}
        aria-rowcount={rows.count + 1}
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
        <RowsInView {...rows} />
      </table>
    </div>
  );
}
