import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { count } from "@/lib/numbers";

export interface Figure {
  id: string;
  label: string;
  value: number;
  /** The list of the people behind it. */
  href?: string | undefined;
}

/** Figures as bars in a table; each opens the people behind it. */
export function FigureTable({
  title,
  figures,
  top,
  children,
}: {
  title: string;
  figures: readonly Figure[];
  /** What the longest bar stands for; by default the largest figure. */
  top?: number;
  children?: ReactNode;
}) {
  const most = Math.max(1, top ?? 0, ...figures.map((figure) => figure.value));
  return (
    <section className="flex flex-col gap-2">
      <table className="w-full text-sm">
        <caption className="pb-2 text-start text-sm font-medium">
          <bdi>{title}</bdi>
        </caption>
        <tbody>
          {figures.map(({ id, label, value, href }) => (
            <tr key={id}>
              <th scope="row" className="w-2/5 py-1 pe-3 text-start font-normal break-words">
                <bdi>{label}</bdi>
              </th>
              <td className="py-1">
                <div className="flex items-center gap-3">
                  <span aria-hidden className="h-2 flex-1 rounded-full bg-sunken">
                    <span
                      className="block h-2 rounded-full bg-accent"
                      style={{ width: `${(100 * value) / most}%` }}
                    />
                  </span>
                  <span data-figures className="min-w-10 text-end tabular-nums">
                    {href ? (
                      <Link href={href} className="rounded-control hover:text-accent-text">
                        {count(value)}
                      </Link>
                    ) : (
                      count(value)
                    )}
                  </span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </section>
  );
}
