import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type PaperRequest } from "@/api";
import { isLocale } from "@/lib/i18n";
import { Checkbox, Choices, type Choice, Dialog, Notice, Select, TextLink } from "@/ui";
import { useAskForPaper, useHasAddresses } from "../queries";
import { LabelFields } from "./LabelFields";
import { PaperFooter } from "./PaperFooter";
import { PaperFormat } from "./PaperFormat";
import { PaperState, usePaper } from "./PaperState";

type Wanted = Required<Omit<PaperRequest, "part" | "view">>;

/** Papers that guests who haven't replied may be on. */
const withPending: ReadonlySet<PaperRequest["kind"]> = new Set([
  ...(["entrance_list", "seating_chart", "place_cards", "table_cards", "badges"] as const),
]);

/** Downloads lists, charts, cards and badges that the server generates. */
export function PapersDialog({
  eventId,
  locale,
  kind = "seating_chart",
  onClose,
}: {
  eventId: string;
  locale: string;
  /** What is chosen at first. */
  kind?: PaperRequest["kind"];
  onClose: () => void;
}) {
  const ask = useAskForPaper(eventId);
  const [request, setRequest] = useState<Wanted>({
    kind,
    format: "pdf",
    by: "table",
    paper: "a4",
    locale: isLocale(locale) ? locale : "en",
    include_pending: false,
    label_sheet: "l7160",
    first_label: 1,
    statuses: ["pending", "accepted"],
    per_page: 3,
  });
  const started = ask.data ?? null;
  const paper = usePaper(started?.task_id ?? null);
  const create = () => ask.mutate(request);
  const change = (next: Partial<Wanted>) => {
    ask.reset();
    setRequest((now) => ({ ...now, ...next }));
  };
  return (
    <Dialog
      wide
      title={t`Print and files`}
      isOpen
      onClose={onClose}
      footer={<PaperFooter paper={paper} ask={ask} onCreate={create} onClose={onClose} />}
    >
      <div className="flex flex-col gap-5 pb-2">
        {ask.isError && <Notice tone="danger">{messageOf(ask.error)}</Notice>}
        <PaperState paper={paper} onRetry={create}>
          <WithoutAddress eventId={eventId} number={paper.task?.result?.without_address ?? 0} />
        </PaperState>
        <Choices
          label={t`Document`}
          columns={2}
          value={request.kind}
          onChange={(kind) => change({ kind: kind as PaperRequest["kind"] })}
          choices={documents()}
        />
        <PaperFormat
          value={request}
          hasSize={request.format === "pdf" && request.kind !== "envelope_labels"}
          onChange={change}
        />
        {request.kind === "guest_list" && (
          <Select
            label={t`Sort by`}
            value={request.by}
            onChange={(by) => change({ by: by as "name" })}
            options={[
              { id: "table", label: t`Table` },
              { id: "name", label: t`Name` },
            ]}
          />
        )}
        {request.kind === "tickets" && request.format === "pdf" && (
          <Select
            label={t`Tickets per page`}
            value={String(request.per_page)}
            onChange={(number) => change({ per_page: number === "1" ? 1 : 3 })}
            options={[
              { id: "3", label: t`Three, to cut apart` },
              { id: "1", label: t`One, with a large code` },
            ]}
          />
        )}
        {request.kind === "envelope_labels" && (
          <>
            <NoAddresses eventId={eventId} />
            <LabelFields value={request} isPrinted={request.format === "pdf"} onChange={change} />
          </>
        )}
        {request.kind === "caterer_sheet" && (
          <TextLink href={`/events/${eventId}/catering`} className="self-start text-sm">
            {t`See it on a page`}
          </TextLink>
        )}
        {withPending.has(request.kind) && (
          <Checkbox
            isSelected={request.include_pending}
            onChange={(next) => change({ include_pending: next })}
          >{t`Include guests who haven't replied`}</Checkbox>
        )}
      </div>
    </Dialog>
  );
}

const documents = (): Choice[] => [
  {
    id: "seating_chart",
    label: t`Seating chart`,
    hint: t`Tables and names, for the wall`,
  },
  {
    id: "guest_list",
    label: t`Guest list`,
    hint: t`All guests, with party, seat and reply`,
  },
  {
    id: "entrance_list",
    label: t`Check-in list`,
    hint: t`Alphabetical, with checkboxes`,
  },
  { id: "place_cards", label: t`Place cards`, hint: t`Ten per sheet` },
  { id: "table_cards", label: t`Table cards`, hint: t`Two per sheet` },
  { id: "badges", label: t`Badges`, hint: t`Eight per sheet` },
  { id: "tickets", label: t`Tickets`, hint: t`With QR codes, for everybody who is coming` },
  {
    id: "invitation_cards",
    label: t`Invitation cards`,
    hint: t`With QR code and typed code, four per sheet`,
  },
  {
    id: "envelope_labels",
    label: t`Envelope labels`,
    hint: t`By party, for those with an address`,
  },
  {
    id: "caterer_sheet",
    label: t`Caterer's sheet`,
    hint: t`Meals and allergies by table`,
  },
];

/** Says before labels are made that there are no addresses to print. */
function NoAddresses({ eventId }: { eventId: string }) {
  if (useHasAddresses(eventId).data !== false) return null;
  return (
    <Notice tone="warning">
      <p>{t`No guest has a postal address yet, so there are no labels to print.`}</p>
      <TextLink href={`/events/${eventId}/guests/import`}>{t`Import addresses`}</TextLink>
    </Notice>
  );
}

/** Says how many parties have no label, because nobody of them has an address. */
function WithoutAddress({ eventId, number }: { eventId: string; number: number }) {
  if (number === 0) return null;
  return (
    <p>
      {plural(number, {
        one: "# party has no address, and so no label.",
        other: "# parties have no address, and so no label.",
      })}{" "}
      <TextLink href={`/events/${eventId}/guests?has_address=false`}>
        {t`See guests without an address`}
      </TextLink>
    </p>
  );
}
