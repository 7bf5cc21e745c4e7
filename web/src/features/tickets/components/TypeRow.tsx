import { t } from "@lingui/core/macro";
import type { TicketType } from "@/api";
import { percentOf } from "@/lib/numbers";
import { Bar, Chip } from "@/ui";
import { priceLabel, saleLabel, stepLabel, stepsOf } from "../model";

/** What a type costs, whether it is sold, and how many are gone. */
export function TypeRow({
  type,
  currency,
  zone,
}: {
  type: TicketType;
  currency: string;
  zone: string;
}) {
  const state = saleLabel(type.sale_state);
  const steps = stepsOf(type);
  const price = priceLabel(type.price_now, currency);
  const later = priceLabel(type.price, currency);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <bdi className="min-w-0 font-medium break-words">{type.name}</bdi>
        <span data-figures className="whitespace-nowrap">
          {type.is_free_price ? t`from ${price}` : price}
        </span>
        <Chip tone={state.tone}>{state.word}</Chip>
        {type.is_addon && <Chip>{t`Add-on`}</Chip>}
        {type.is_hidden && <Chip>{t`Hidden`}</Chip>}
        {type.mode === "online" && <Chip>{t`Online`}</Chip>}
      </p>
      {steps.length > 0 && (
        <ul className="mt-1 text-xs text-quiet">
          {steps.map((step, at) => (
            <li key={at}>{stepLabel(step, currency, zone)}</li>
          ))}
          <li>{t`then ${later}`}</li>
        </ul>
      )}
      {type.tax_percent !== null && (
        <p className="mt-1 text-xs text-quiet">{t`${percentOf(type.tax_percent)} tax`}</p>
      )}
      <Gone type={type} />
    </>
  );
}

function Gone({ type }: { type: TicketType }) {
  const { sold, held, quota } = type;
  const words =
    quota === null ? t`${sold} sold, ${held} held` : t`${sold} of ${quota} sold, ${held} held`;
  return (
    <div className="mt-2 flex max-w-sm flex-col gap-1">
      <p data-figures className="text-xs text-quiet">
        {words}
      </p>
      {quota !== null && (
        <Bar
          max={quota}
          parts={[
            { label: "sold", value: sold, className: "bg-accent" },
            { label: "held", value: held, className: "bg-warning" },
          ]}
        />
      )}
    </div>
  );
}
