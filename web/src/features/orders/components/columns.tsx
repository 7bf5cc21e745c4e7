import { plural, t } from "@lingui/core/macro";
import type { OrderRow } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { amount } from "@/lib/money";
import { Chip, type Column } from "@/ui";
import { statusLabel } from "../model";

/** The columns of the list of orders; phones show buyer and total. */
export const orderColumns = (zone: string): Column<OrderRow>[] => [
  {
    id: "buyer",
    head: t`Buyer`,
    cell: (row) => (
      <span className="flex min-w-0 flex-col py-1">
        <bdi className="self-start font-medium break-words">{row.buyer.name}</bdi>
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-quiet">
          <bdi data-figures>{row.reference}</bdi>
          <span className="md:hidden">
            <Status row={row} />
          </span>
        </span>
      </span>
    ),
  },
  {
    id: "status",
    head: t`Status`,
    className: "hidden md:table-cell",
    cell: (row) => <Status row={row} />,
  },
  {
    id: "tickets",
    head: t`Tickets`,
    numeric: true,
    className: "hidden sm:table-cell",
    cell: (row) => (
      <span aria-label={plural(row.items, { one: "# ticket", other: "# tickets" })}>
        {row.items}
      </span>
    ),
  },
  {
    id: "at",
    head: t`Ordered`,
    className: "hidden lg:table-cell text-quiet",
    cell: (row) => <time dateTime={row.created_at}>{dayAndTime(row.created_at, zone)}</time>,
  },
  {
    id: "refunded",
    head: t`Refunded`,
    numeric: true,
    className: "hidden md:table-cell text-quiet",
    cell: (row) => (row.refunded > 0 ? amount(row.refunded, row.currency) : "–"),
  },
  {
    id: "total",
    head: t`Total`,
    numeric: true,
    cell: (row) => (
      <span className="flex flex-col whitespace-nowrap">
        {amount(row.total, row.currency)}
        {row.refunded > 0 && (
          <span className="text-xs text-quiet md:hidden">
            {t`${amount(row.refunded, row.currency)} refunded`}
          </span>
        )}
      </span>
    ),
  },
];

function Status({ row }: { row: OrderRow }) {
  const { word, tone } = statusLabel(row.status);
  return <Chip tone={tone}>{word}</Chip>;
}
