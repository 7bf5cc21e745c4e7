import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import type { Provider } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, toast } from "@/ui";

/** Which settings are missing, and the address to enter at the provider. */
export function ProviderSettings({ provider }: { provider: Provider }) {
  const { missing, suggested, webhook_url: webhook } = provider;
  const copy = async () => {
    if (await copyText(webhook)) toast.show(t`Copied`);
  };
  return (
    <>
      {missing.length > 0 && (
        <Names title={t`Set these to send`} names={missing}>
          {t`Until then, messages go to the outbox page.`}
        </Names>
      )}
      {suggested.length > 0 && (
        <Names title={t`Not set`} names={suggested}>
          {provider.channel === "email"
            ? t`Without them, bounces and guests' answers don't come back.`
            : t`Without them, answers or templates don't work.`}
        </Names>
      )}
      <section className="flex flex-col gap-1 text-sm">
        <h3 className="font-medium">{t`Webhook address`}</h3>
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 rounded-control bg-sunken px-2 py-1 break-all" dir="ltr">
            {webhook}
          </code>
          <Button
            size="small"
            icon={<Copy aria-hidden size={14} />}
            onPress={() => void copy()}
          >{t`Copy`}</Button>
        </div>
      </section>
    </>
  );
}

function Names({ title, names, children }: { title: string; names: string[]; children: string }) {
  return (
    <section className="flex flex-col gap-1 text-sm">
      <h3 className="font-medium">{title}</h3>
      <ul className="flex flex-wrap gap-1">
        {names.map((name) => (
          <li key={name} className="min-w-0">
            <code className="rounded-control bg-sunken px-2 py-0.5 break-all" dir="ltr">
              {name}
            </code>
          </li>
        ))}
      </ul>
      <p className="text-quiet">{children}</p>
    </section>
  );
}
