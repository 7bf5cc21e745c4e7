import { t } from "@lingui/core/macro";
import { messageOf, type Order } from "@/api";
import { plainDay } from "@/lib/dates";
import { amount } from "@/lib/money";
import { Card, Chip, LoadError, TextLink } from "@/ui";
import { documentHref, documentLabel, isOpen } from "../model";
import { useDocuments } from "../queries";

/** The invoice or receipt of an order and its credit notes, as PDF; nothing for orders without any. */
export function DocumentsCard({ order }: { order: Order }) {
  const documents = useDocuments(order.event_id, order.id);
  if (order.total === 0 || (order.paid_at === null && !isOpen(order))) return null;
  const rows = documents.data ?? [];
  return (
    <Card flush title={t`Documents`}>
      {documents.isError && (
        <LoadError message={messageOf(documents.error)} onRetry={() => void documents.refetch()} />
      )}
      <ul className="divide-y divide-line">
        {documents.isSuccess && rows.length === 0 && (
          <li className="px-5 py-3 text-sm">
            <TextLink href={documentHref(order.id)} download>{t`Pro forma invoice (PDF)`}</TextLink>
            <p className="text-quiet">
              {order.paid_at === null
                ? t`The invoice or receipt gets its number once the order is paid.`
                : t`The invoice or receipt is about to get its number.`}
            </p>
          </li>
        )}
        {rows.map((document) => (
          <li
            key={document.id}
            className="flex items-start justify-between gap-4 px-5 py-3 text-sm"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <TextLink href={documentHref(order.id, document.id)} download>
                  <bdi data-figures>{document.number}</bdi>
                </TextLink>
                {document.is_test && <Chip tone="warning">{t`Test`}</Chip>}
              </p>
              <p className="text-quiet">
                {documentLabel(document.kind)}
                {" · "}
                <time dateTime={document.issued_on}>{plainDay(document.issued_on)}</time>
              </p>
            </div>
            <span data-figures className="shrink-0">
              {amount(
                document.kind === "credit_note" ? -document.total : document.total,
                document.currency,
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
