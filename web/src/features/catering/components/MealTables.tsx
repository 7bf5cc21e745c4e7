import { t } from "@lingui/core/macro";
import type { MealCount } from "@/api";
import { count } from "@/lib/numbers";
import { cx } from "@/ui";

/** How often each meal was chosen: a table for each question that asks for one. */
export function MealTables({
  meals,
  isLarge = false,
}: {
  meals: readonly MealCount[];
  isLarge?: boolean;
}) {
  const questions = [...new Map(meals.map((one) => [one.question_id, one.label]))];
  return (
    <div className={cx("grid gap-x-8 gap-y-4", isLarge && "sm:grid-cols-2")}>
      {questions.map(([id, label]) => (
        <table key={id} className={cx("w-full self-start", isLarge ? "text-base" : "text-sm")}>
          <caption
            className={cx(
              "pb-1 text-start text-xs text-quiet",
              !isLarge && questions.length === 1 && "sr-only",
            )}
          >
            <bdi>{label}</bdi>
          </caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t`Meal`}</th>
              <th scope="col">{t`People`}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {meals
              .filter((one) => one.question_id === id)
              .map((one) => (
                <tr key={one.answer}>
                  <th scope="row" className="py-1.5 pe-3 text-start font-normal break-words">
                    {one.answer ? (
                      <bdi>{one.answer}</bdi>
                    ) : (
                      <span className="text-quiet">{t`No choice yet`}</span>
                    )}
                  </th>
                  <td
                    data-figures
                    className="w-16 py-1.5 text-end align-top font-medium tabular-nums"
                  >
                    {count(one.count)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
