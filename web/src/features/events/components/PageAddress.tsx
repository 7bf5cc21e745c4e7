import { t } from "@lingui/core/macro";
import { Copy, QrCode } from "lucide-react";
import type { EventRow } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, Card, LinkButton, TextLink, toast } from "@/ui";

/** The address of an event's public page, to open, copy and print. */
export function PageAddress({ event }: { event: EventRow }) {
  const path = `/e/${event.slug}`;
  const address = `${window.location.origin}${path}`;
  const copy = async () => {
    if (await copyText(address)) toast.show(t`Link copied`);
    else toast.error(t`The browser doesn't allow copying here. Select the text instead.`);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <TextLink href={path} target="_blank" className="min-w-0 break-all" dir="ltr">
        {address}
      </TextLink>
      <Button size="small" icon={<Copy aria-hidden size={16} />} onPress={() => void copy()}>
        {t`Copy link`}
      </Button>
      <LinkButton
        size="small"
        icon={<QrCode aria-hidden size={16} />}
        href={`${path}/qr.svg`}
        target="_blank"
      >{t`QR code`}</LinkButton>
    </div>
  );
}

/** Where others find a published event; nothing if only invited guests can see it. */
export function ShareCard({ event }: { event: EventRow }) {
  if (event.status !== "published" || event.visibility === "private") return null;
  return (
    <Card title={t`Share the event`}>
      <PageAddress event={event} />
    </Card>
  );
}
