import { t } from "@lingui/core/macro";
import type { Sales } from "@/api";
import { amount } from "@/lib/money";
import { count } from "@/lib/numbers";

interface Props {
  title: string;
  /** What a row is. */
  head: string;
  currency: string;
  rows: (Sales & { id: string; name: string })[];
}

/** Sales by something; on narrow screens it is scrolled sideways by itself, not the page. */
export function SalesTable({ title, head, currency, rows }: Props) {
  const cell = "py-2 ps-4 text-end whitespace-nowrap";
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 id={`sales-${head}`} className="text-sm font-medium">
        {title}
      </h3>
      {/* Keyboards scroll it, so it can be focused. */}
      <div role="region" aria-label={title} tabIndex={0} className="relative overflow-x-auto">
        <table data-figures aria-label={title} className="w-full text-sm">
          <thead className="border-b border-line text-quiet">
            <tr>
              <th scope="col" className="py-2 text-start font-normal">
                {head}
              </th>
              {[t`Tickets`, t`Gross`, t`Refunded`, t`Fees`, t`Net`].map((name) => (
                <th key={name} scope="col" className={`${cell} font-normal`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="min-w-24 py-2 text-start font-normal">
                  <bdi>{row.name}</bdi>
                </th>
                <td className={cell}>{count(row.tickets)}</td>
                <td className={cell}>{amount(row.gross, currency)}</td>
                <td className={cell}>{amount(0 - row.refunded, currency)}</td>
                <td className={cell}>{amount(0 - row.fees, currency)}</td>
                <td className={cell}>{amount(row.net, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
