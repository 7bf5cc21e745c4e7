import { plural, t } from "@lingui/core/macro";
import { ArrowLeft, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { messageOf, type Webhook, type WebhookDeliveryDetail } from "@/api";
import { dayAndTime, localZone } from "@/lib/dates";
import { Button, Chip, LoadError, Skeleton, toast } from "@/ui";
import { deliveryStatus, faultText, typeLabel } from "../model";
import { useDelivery, useSendAgain } from "../queries";

/** One delivery: what was sent, what came back, every try. */
export function DeliveryDetail({
  webhook,
  id,
  onBack,
}: {
  webhook: Webhook;
  id: string;
  onBack: () => void;
}) {
  const delivery = useDelivery(webhook.id, id);
  const again = useSendAgain(webhook.id);
  const one = delivery.data;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button
          size="small"
          tone="quiet"
          icon={<ArrowLeft aria-hidden size={16} className="rtl:-scale-x-100" />}
          onPress={onBack}
        >{t`All deliveries`}</Button>
        {one && (
          <Button
            size="small"
            icon={<RotateCw aria-hidden size={16} />}
            isDisabled={one.status === "sending" || webhook.status === "disabled"}
            isPending={again.isPending}
            onPress={() =>
              again.mutate(id, {
                onSuccess: () => toast.show(t`It's sent again with the same id.`),
                onError: (error) => void toast.error(messageOf(error)),
              })
            }
          >{t`Send again`}</Button>
        )}
      </div>
      {delivery.isPending && <Skeleton lines={8} />}
      {delivery.isError && (
        <LoadError message={messageOf(delivery.error)} onRetry={() => void delivery.refetch()} />
      )}
      {one && <Facts delivery={one} />}
    </div>
  );
}

function Facts({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const { word, tone } = deliveryStatus(delivery.status, delivery.tries);
  const zone = localZone();
  const next = delivery.next_try_at ? dayAndTime(delivery.next_try_at, zone) : "";
  return (
    <>
      <div className="flex flex-col gap-1 text-sm">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {typeLabel(delivery.type)} <Chip tone={tone}>{word}</Chip>
        </p>
        <p className="text-quiet">
          <code dir="ltr" className="text-xs break-all">
            {delivery.id}
          </code>
        </p>
        {delivery.status === "queued" && delivery.tries > 0 && (
          <p className="text-quiet">{t`Next try: ${next}`}</p>
        )}
      </div>
      <Section title={t`Request`}>
        <Code>{JSON.stringify(delivery.payload, null, 2)}</Code>
      </Section>
      {delivery.attempts.length > 0 && (
        <Section title={t`Response`}>
          {delivery.answer ? (
            <Code>{delivery.answer}</Code>
          ) : (
            <p className="text-sm text-quiet">{t`The response was empty.`}</p>
          )}
        </Section>
      )}
      {delivery.attempts.length > 0 && (
        <Section title={plural(delivery.attempts.length, { one: "# try", other: "# tries" })}>
          <ol className="flex flex-col gap-2 text-sm">
            {delivery.attempts.map((attempt) => (
              <li key={attempt.at}>
                <span className="flex flex-wrap justify-between gap-2">
                  <time dateTime={attempt.at}>{dayAndTime(attempt.at, zone)}</time>
                  <span dir="ltr" className="text-quiet">
                    {attempt.status ?? "–"} · {attempt.seconds.toFixed(2)} s
                  </span>
                </span>
                {attempt.error && (
                  <bdi className="block text-xs text-quiet">
                    {faultText(attempt.status, attempt.error)}
                  </bdi>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      {children}
    </section>
  );
}

function Code({ children }: { children: string }) {
  return (
    <pre
      dir="ltr"
      className="overflow-x-auto rounded-control bg-sunken p-3 text-xs whitespace-pre-wrap break-all"
    >
      {children}
    </pre>
  );
}
