import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { copyText } from "@/lib/clipboard";
import { Button, Card, Form, Notice, Select, SubmitButton, TextLink, toast } from "@/ui";
import { allows } from "../model";
import { useChangeEvent } from "../queries";

const visibilities = ["private", "unlisted", "public"] as const;
const schema = () => z.object({ visibility: z.enum(visibilities) });

/** Who can open the event's own page, and its address. */
export function PageCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: { visibility: event.visibility },
    save: (values) => change.mutateAsync({ ...values, version: event.version }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Card title={t`Event page`}>
      <Form form={form} className="gap-5">
        <Select
          label={t`Who can see it`}
          {...form.bind("visibility")}
          hint={t`The page shows name, time, place, program and description, and no guests.`}
          options={[
            { id: "private", label: t`Invited guests only` },
            { id: "unlisted", label: t`Anybody with the link` },
            { id: "public", label: t`Anybody, search engines too` },
          ]}
        />
        {event.visibility !== "private" && <PageLink event={event} />}
        <div>
          <SubmitButton
            form={form}
            isDisabled={!allows(event, "edit_event")}
          >{t`Save changes`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

function PageLink({ event }: { event: EventRow }) {
  if (event.status === "draft") {
    return <Notice>{t`The page can be opened once the event is published.`}</Notice>;
  }
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
    </div>
  );
}
