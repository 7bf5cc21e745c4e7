import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import type { PaymentAccount } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, toast } from "@/ui";
import { setupOf, wayLabel } from "../model";

/** The address that a provider reports to, and which events to choose there. */
export function WebhookHelp({ account }: { account: PaymentAccount }) {
  const { events } = setupOf(account.provider, account.mode);
  const provider = wayLabel(account.provider);
  // whole, though a server that wasn't told its address names only the path
  const address = new URL(account.webhook_url, window.location.origin).href;
  const copy = async (text: string) => {
    if (await copyText(text)) toast.show(t`Copied`);
  };
  return (
    <div className="flex flex-col gap-4 text-sm">
      <section className="flex flex-col gap-1">
        <h3 className="font-medium">{t`Webhook address`}</h3>
        <p className="text-quiet">{t`Add a webhook with this address at ${provider}, so that payments are known at once.`}</p>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <code className="min-w-0 rounded-control bg-sunken px-2 py-1 break-all" dir="ltr">
            {address}
          </code>
          <Button
            size="small"
            icon={<Copy aria-hidden size={14} />}
            onPress={() => void copy(address)}
          >{t`Copy address`}</Button>
        </div>
      </section>
      <section className="flex flex-col gap-1">
        <h3 className="font-medium">{t`Events to choose`}</h3>
        <ul className="flex flex-wrap gap-1">
          {events.map((name) => (
            <li key={name} className="min-w-0">
              <code className="rounded-control bg-sunken px-2 py-0.5 text-xs break-all" dir="ltr">
                {name}
              </code>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
