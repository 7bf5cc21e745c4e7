import { useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { Gap, heights, type RowProps } from "./TableParts";
import { useRows } from "./TableRow";

interface Props<Row> extends RowProps<Row> {
  /** How many rows there are, loaded or not. */
  count: number;
  /** A row by its place, from 0; undefined while it isn't loaded. */
  rowAt: (index: number) => Row | undefined;
  onView?: (first: number, last: number) => void;
}

/** Rows come and go by so many, so that most frames of a slow scroll change nothing in the page. */
const step = 4;

function rangeExtractor({ startIndex, endIndex, count }: Range): number[] {
  const first = Math.max(0, (Math.floor(startIndex / step) - 1) * step);
  const end = Math.min(count, (Math.floor(endIndex / step) + 2) * step);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

/** How far down the page an element begins, also after something above it grew. */
function useTop(): [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [top, setTop] = useState(0);
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () => setTop(element.getBoundingClientRect().top + window.scrollY);
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(document.body);
    return () => sizes.disconnect();
  }, []);
  return [top, watch];
}

interface Moved {
  range: { startIndex: number; endIndex: number } | null;
  isScrolling: boolean;
}

/** Whether the view moves faster than anybody reads: by more than half of what it shows, twice in a row. */
function useFast(): [boolean, (view: Moved) => void] {
  const [isFast, setFast] = useState(false);
  const before = useRef({ start: 0, leaps: 0 });
  const onChange = useCallback(({ range, isScrolling }: Moved) => {
    const start = range?.startIndex ?? 0;
    const way = Math.abs(start - before.current.start);
    const isLeap = isScrolling && range !== null && way * 2 > range.endIndex - start;
    const leaps = isLeap ? before.current.leaps + 1 : 0;
    before.current = { start, leaps };
    if (isScrolling) setFast(leaps > 1);
    // all rows at once would take longer than a frame
    else startTransition(() => setFast(false));
  }, []);
  return [isFast, onChange];
}

/** The body of a table of which only the rows in view are in the page. */
export function RowsInView<Row>({ count, rowAt, onView, ...rows }: Props<Row>) {
  const [top, body] = useTop();
  const [isFast, onChange] = useFast();
  const view = useWindowVirtualizer({
    count,
    estimateSize: () => (rows.compact ? heights.compact : heights.row),
    rangeExtractor,
    scrollMargin: top,
    initialRect: { width: 1000, height: 900 },
    onChange,
  });
  const draw = useRows(rows);
  const shown = view.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  const from = first?.index ?? 0;
  const to = last?.index ?? 0;
  useEffect(() => {
    // what flies past isn't loaded
    if (!isFast) onView?.(from, to);
  }, [isFast, from, to, onView]);
  const width = rows.columns.length + (rows.onToggle ? 1 : 0);
  return (
    <tbody ref={body}>
      <Gap height={(first?.start ?? top) - top} />
      {shown.map(({ index }, at) => {
        const row = isFast ? undefined : rowAt(index);
        return row === undefined ? (
          <tr key={`blank-${at}`} aria-hidden className="border-b border-line">
            <td colSpan={width} className={rows.compact ? "h-9 px-5" : "h-row px-5"}>
              <span className="block h-3 w-1/3 rounded-full bg-sunken" />
            </td>
          </tr>
        ) : (
          draw(row, index + 2)
        );
      })}
      <Gap height={view.getTotalSize() - (last?.end ?? top) + top} />
    </tbody>
  );
}
