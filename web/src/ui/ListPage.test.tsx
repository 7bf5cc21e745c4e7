import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { ListPage, type ListState } from "./ListPage";
import { Table } from "./Table";

const still = {
  isPending: false,
  problem: null,
  onRetry: () => undefined,
  hasMore: false,
  isLoadingMore: false,
  onMore: () => undefined,
};
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: String(n), name: `Guest ${n}` }));

interface Props {
  rows: { id: string; name: string }[];
  list?: Partial<ListState>;
  isFiltered?: boolean;
}

function List({ rows, list, isFiltered = false }: Props) {
  return (
    <ListPage
      title="Guests"
      list={{ ...still, ...list }}
      count={rows.length}
      empty={<p>Nobody yet</p>}
      isFiltered={isFiltered}
      noMatch={<p>No matching guests</p>}
    >
      <Rows rows={rows} />
    </ListPage>
  );
}

function Rows({ rows }: Pick<Props, "rows">) {
  const [sort, setSort] = useState<string | undefined>();
  return (
    <Table
      label="Guests"
      rows={rows}
      columns={[
        {
          id: "name",
          head: "Name",
          cell: (row) => row.name,
          compare: (one, other) => one.name.localeCompare(other.name),
        },
      ]}
      keyOf={(row) => row.id}
      nameOf={(row) => row.name}
      sort={sort}
      onSort={setSort}
    />
  );
}
const shown = () => screen.getAllByRole("cell").map((cell) => cell.textContent);

it("says whether a list is empty, matches nothing, is coming, or failed", async () => {
  const onRetry = vi.fn();
  const { rerender } = render(<List rows={[]} />);
  expect(screen.getByText("Nobody yet")).toBeVisible();
  rerender(<List rows={[]} isFiltered />);
  expect(screen.getByText("No matching guests")).toBeVisible();
  rerender(<List rows={[]} list={{ isPending: true }} />);
  expect(screen.getByRole("status")).toHaveTextContent("Loading");
  rerender(<List rows={[]} list={{ problem: "No connection.", onRetry }} />);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(screen.queryByText("Nobody yet")).toBeNull();
});

it("sorts by a column, and the other way round", async () => {
  render(<List rows={people(3)} />);
  const head = screen.getByRole("button", { name: "Name" });
  await userEvent.click(head);
  expect(screen.getByRole("columnheader")).toHaveAttribute("aria-sort", "ascending");
  await userEvent.click(head);
  expect(shown()).toEqual(["Guest 2", "Guest 1", "Guest 0"]);
});

it("draws only the rows in view of a long list", () => {
  render(<List rows={people(5_000)} />);
  expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "5001");
  expect(shown().length).toBeLessThan(100);
  expect(shown()[0]).toBe("Guest 0");
});
