import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { listState, type LedgerEntry } from "@/api";
import { dayOf, timeOf } from "@/lib/dates";
import { amount } from "@/lib/money";
import { ListCard, Table, type Column } from "@/ui";
import { accountLabel, kindLabel, placeLabel } from "../model";
import { useLedger } from "../queries";

/** Every movement of money, the newest first. A row opens its order. */
export function LedgerCard({ eventId, zone }: { eventId: string; zone: string }) {
  const ledger = useLedger(eventId);
  const navigate = useNavigate();
  const rows = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ListCard title={t`Transactions`} list={listState(ledger)} count={rows.length} empty={null}>
      <Table<LedgerEntry>
        label={t`Transactions`}
        rows={rows}
        keyOf={(row) => row.id}
        nameOf={(row) => kindLabel(row.kind)}
        columns={columns(zone)}
        onOpen={(row) =>
          void navigate({
            to: "/events/$eventId/orders/$orderId",
            params: { eventId, orderId: row.order_id },
          })
        }
      />
    </ListCard>
  );
}

const columns = (zone: string): Column<LedgerEntry>[] => [
  {
    id: "kind",
    head: t`What happened`,
    cell: (row) => (
      <span className="flex flex-col py-1">
        {kindLabel(row.kind)}
        <time dateTime={row.created_at} className="text-xs text-quiet">
          {dayOf(row.created_at, zone)}, {timeOf(row.created_at, zone)}
        </time>
      </span>
    ),
  },
  {
    id: "account",
    head: t`Account`,
    cell: (row) =>
      row.account === "balance" ? placeLabel(row.provider) : accountLabel(row.account),
  },
  {
    id: "amount",
    head: t`Amount`,
    numeric: true,
    cell: (row) => (
      <span className="whitespace-nowrap">
        {amount(isTurned(row) ? -row.amount : row.amount, row.currency)}
      </span>
    ),
  },
];

/** Whether an account is shown with the other sign, so that what is earned is more than nothing. */
const isTurned = ({ account }: LedgerEntry): boolean =>
  account === "sales" || account === "tax" || account === "platform_fee" || account === "held";
