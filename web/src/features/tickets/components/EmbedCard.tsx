import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import type { EventRow } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, Card, TextLink, toast } from "@/ui";

/** What makes a button on another website sell this event's tickets there. */
export function EmbedCard({ event }: { event: EventRow }) {
  if (event.status !== "published" || event.visibility === "private") return null;
  const { origin } = window.location;
  const code = [
    `<a class="convite-tickets" href="${origin}/e/${event.slug}/tickets">${t`Get tickets`}</a>`,
    `<script src="${origin}/embed.js" async></script>`,
  ].join("\n");
  const copy = async () => {
    if (await copyText(code)) toast.show(t`Copied`);
    else toast.error(t`The browser doesn't allow copying here. Select the text instead.`);
  };
  return (
    <Card title={t`On your own website`}>
      <div className="flex flex-col items-start gap-3 text-sm">
        <p className="text-quiet">{t`Put this where you want the button. Tickets then open above your page.`}</p>
        <pre
          dir="ltr"
          className="max-w-full self-stretch rounded-control bg-sunken px-3 py-2 break-all whitespace-pre-wrap"
        >
          {code}
        </pre>
        <Button size="small" icon={<Copy aria-hidden size={14} />} onPress={() => void copy()}>
          {t`Copy code`}
        </Button>
        <p className="text-quiet">
          {t`On sites that you haven't listed, it opens a new tab.`}{" "}
          <TextLink href={`/events/${event.id}/settings`}>{t`List your sites`}</TextLink>
        </p>
      </div>
    </Card>
  );
}
