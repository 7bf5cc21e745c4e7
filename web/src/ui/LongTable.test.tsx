import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { LongTable } from "./LongTable";
import { heights } from "./TableParts";

interface Row {
  id: string;
  name: string;
}

const rows: Row[] = Array.from({ length: 1000 }, (_, n) => ({ id: `r${n}`, name: `Row ${n}` }));

function List({
  cell = (row) => row.name,
  onView = () => undefined,
  onOpen,
  selected,
}: {
  cell?: (row: Row) => string;
  onView?: (first: number, last: number) => void;
  onOpen?: (row: Row) => void;
  selected?: string;
}) {
  return (
    <LongTable
      label="Rows"
      count={rows.length}
      rowAt={(index) => rows[index]}
      onView={onView}
      columns={columns(cell)}
      keyOf={(row) => row.id}
      nameOf={(row) => row.name}
      onOpen={(row) => onOpen?.(row)}
      isSelected={(id) => id === selected}
      onToggle={() => undefined}
    />
  );
}

const made = new Map<unknown, { id: string; head: string; cell: (row: Row) => string }[]>();
/** The same columns for the same cell, as a page keeps them. */
function columns(cell: (row: Row) => string) {
  const kept = made.get(cell) ?? [{ id: "name", head: "Name", cell }];
  made.set(cell, kept);
  return kept;
}

function scrollTo(place: number) {
  act(() => {
    window.scrollY = place * heights.row;
    fireEvent.scroll(window);
  });
}

beforeEach(() => {
  window.scrollY = 0;
});

it("draws only what a change of the page changed", () => {
  const cell = vi.fn((row: Row) => row.name);
  const opened = vi.fn();
  const { rerender } = render(<List cell={cell} />);
  cell.mockClear();

  rerender(<List cell={cell} onOpen={opened} selected="r1" />);

  expect(cell.mock.calls.map(([row]) => row.name)).toEqual(["Row 1"]);
  fireEvent.click(screen.getByRole("button", { name: "Row 0" }));
  expect(opened).toHaveBeenCalledWith(rows[0]);
});

it("draws only the rows that come while it scrolls slowly", () => {
  const cell = vi.fn((row: Row) => row.name);
  render(<List cell={cell} />);
  const before = screen.getAllByRole("checkbox").length;
  cell.mockClear();

  scrollTo(4);
  scrollTo(8);

  const drawn = cell.mock.calls.map(([row]) => Number(row.id.slice(1)));
  expect(drawn.length).toBeGreaterThan(0);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(before);
});

it("neither draws nor loads what flies past, but where it rests", () => {
  vi.useFakeTimers();
  const onView = vi.fn();
  render(<List onView={onView} />);
  onView.mockClear();

  for (const place of [100, 200, 300, 400, 500]) scrollTo(place);

  expect(screen.queryByText(/^Row/)).not.toBeInTheDocument();
  act(() => void vi.advanceTimersByTime(1000));
  vi.useRealTimers();
  expect(screen.getByText("Row 500")).toBeInTheDocument();
  const firsts = onView.mock.calls.map(([first]) => Number(first));
  expect(firsts.filter((first) => first > 250 && first < 480)).toEqual([]);
  expect(firsts.at(-1)).toBeGreaterThanOrEqual(490);
});
