import { plural, t } from "@lingui/core/macro";
import type { Provider } from "@/api";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { errorWords } from "../errors";

/** What messages failed with in the last week, and calls of the provider that changed nothing. */
export function ProviderErrors({ provider }: { provider: Provider }) {
  const now = useNow();
  const { errors, kept_calls: kept, newest_kept: newest } = provider;
  return (
    <>
      {errors.length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="text-sm font-medium">{t`Errors of the last 7 days`}</h3>
          <ul className="divide-y divide-line text-sm">
            {errors.map((one) => (
              <li key={`${one.code} ${one.text}`} className="py-2">
                <p className="wrap-anywhere">{errorWords(one.code, one.text)}</p>
                <p className="flex flex-wrap gap-x-3 text-quiet">
                  <span>{plural(one.messages, { one: "# message", other: "# messages" })}</span>
                  <time dateTime={one.last_at}>{ago(one.last_at, now)}</time>
                  {one.code && (
                    <span>
                      {t`Code`} <bdi>{one.code}</bdi>
                    </span>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {kept > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer font-medium">
            {plural(kept, {
              one: "# call of the provider changed nothing",
              other: "# calls of the provider changed nothing",
            })}
          </summary>
          <ul className="divide-y divide-line">
            {newest.map((one) => (
              <li key={one.created_at} className="py-2 text-quiet">
                <p className="wrap-anywhere" dir="ltr">
                  {one.error}
                </p>
                <time dateTime={one.created_at}>{ago(one.created_at, now)}</time>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
