import { plural, t } from "@lingui/core/macro";
import { RefreshCw } from "lucide-react";
import { messageOf, type ProviderStatus } from "@/api";
import { wayLabel } from "@/features/paymentaccounts";
import { ago, dayAndTime } from "@/lib/dates";
import { Button, Card, Chip, Notice } from "@/ui";
import { useProviders, useReconcile } from "../queries";

/** How the payment providers are doing, and a button to ask them now; nothing without an account at one. */
export function ProvidersCard({ eventId, zone }: { eventId: string; zone: string }) {
  const rows = useProviders(eventId).data ?? [];
  const reconcile = useReconcile(eventId);
  if (rows.length === 0) return null;
  const waiting = rows.reduce((sum, row) => sum + row.waiting, 0);
  return (
    <Card flush title={t`Payment providers`}>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <ProviderRow key={row.account_id} row={row} zone={zone} />
        ))}
      </ul>
      <div className="flex flex-col items-start gap-3 border-t border-line px-5 py-4 text-sm">
        <p className="text-quiet">
          {waiting === 0
            ? t`No payment is open. Payments are checked automatically, so there's nothing to do.`
            : t`Open payments are checked automatically, every few seconds at first, then less often. You can also check now.`}
        </p>
        <Button
          icon={<RefreshCw aria-hidden size={16} />}
          isPending={reconcile.isPending}
          isDisabled={waiting === 0}
          onPress={() => reconcile.mutate()}
        >{t`Check payments now`}</Button>
        <div aria-live="polite" className="flex flex-col gap-2 self-stretch empty:hidden">
          {reconcile.isError && <Notice tone="danger">{messageOf(reconcile.error)}</Notice>}
          {reconcile.isSuccess && <Result found={reconcile.data} />}
        </div>
      </div>
    </Card>
  );
}

type Found = NonNullable<ReturnType<typeof useReconcile>["data"]>;

function Result({ found }: { found: Found }) {
  const { asked, paid, failed, waiting, errors } = found;
  const checked = plural(asked, { one: "# payment checked", other: "# payments checked" });
  return (
    <>
      <Notice>{t`${checked}: ${paid} paid, ${failed} failed, ${waiting} still open.`}</Notice>
      {errors.map((error) => (
        <Notice key={error} tone="danger">
          <bdi>{error}</bdi>
        </Notice>
      ))}
    </>
  );
}

function ProviderRow({ row, zone }: { row: ProviderStatus; zone: string }) {
  const isFailing = row.last_error_at !== null && (row.last_answer_at ?? "") < row.last_error_at;
  return (
    <li className="flex flex-col gap-2 px-5 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{wayLabel(row.provider)}</span>
        {row.name && <bdi className="text-quiet">{row.name}</bdi>}
        {row.mode === "test" && <Chip tone="warning">{t`Test`}</Chip>}
        {!row.is_active && <Chip>{t`Off`}</Chip>}
        {isFailing && <Chip tone="danger">{t`Not answering`}</Chip>}
      </p>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-3">
        <Fact name={t`Last webhook`} at={row.last_event_at} />
        <Fact name={t`Last answer`} at={row.last_answer_at} />
        <div className="flex justify-between gap-4 sm:flex-col sm:gap-0">
          <dt className="text-quiet">{t`Open payments`}</dt>
          <dd data-figures>{row.waiting}</dd>
        </div>
      </dl>
      {row.last_error && row.last_error_at && (
        <p className={isFailing ? "text-danger" : "text-quiet"}>
          {t`Last error, ${dayAndTime(row.last_error_at, zone)}:`} <bdi>{row.last_error}</bdi>
        </p>
      )}
    </li>
  );
}

function Fact({ name, at }: { name: string; at: string | null }) {
  return (
    <div className="flex justify-between gap-4 sm:flex-col sm:gap-0">
      <dt className="text-quiet">{name}</dt>
      <dd>{at ? <time dateTime={at}>{ago(at)}</time> : t`None yet`}</dd>
    </div>
  );
}
