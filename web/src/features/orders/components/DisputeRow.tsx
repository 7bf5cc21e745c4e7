import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Dispute } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { amount } from "@/lib/money";
import { Button, Chip, Notice } from "@/ui";
import { disputeLabel, takesEvidence } from "../model";
import { AcceptDialog, EvidenceDialog } from "./DisputeDialogs";
import { Head } from "./PaymentsCard";

interface Props {
  dispute: Dispute;
  /** The provider of its payment. */
  provider: string;
  eventId: string;
  zone: string;
}

/** A dispute: what a bank takes back, until when it can be answered, and what the team said. */
export function DisputeRow({ dispute, provider, eventId, zone }: Props) {
  const [open, setOpen] = useState<"evidence" | "accept" | null>(null);
  const close = () => setOpen(null);
  const { word, tone } = disputeLabel(dispute.status);
  const due = dispute.due_at && dayAndTime(dispute.due_at, zone);
  const said = dispute.evidence.text;
  return (
    <li className="flex flex-col gap-2 px-5 py-3 text-sm">
      <Head
        name={t`Dispute`}
        chip={<Chip tone={tone}>{word}</Chip>}
        sum={amount(-dispute.amount, dispute.currency)}
      />
      {dispute.reason && (
        <p className="text-quiet">
          <bdi>{dispute.reason}</bdi>
        </p>
      )}
      {dispute.status === "needs_response" && (
        <>
          {due && (
            <Notice tone="danger">
              {takesEvidence(provider)
                ? t`Submit evidence by ${due}, or you lose the money.`
                : t`Submit evidence at the provider by ${due}, or you lose the money.`}
            </Notice>
          )}
          <div className="flex flex-wrap gap-2">
            {takesEvidence(provider) && (
              <Button onPress={() => setOpen("evidence")}>{t`Submit evidence`}</Button>
            )}
            <Button tone="danger" onPress={() => setOpen("accept")}>{t`Accept dispute`}</Button>
          </div>
        </>
      )}
      {dispute.evidence_sent_at && typeof said === "string" && (
        <div className="flex flex-col gap-1">
          <p className="text-quiet">
            {t`Evidence submitted ${dayAndTime(dispute.evidence_sent_at, zone)}`}
          </p>
          <p dir="auto" className="break-words whitespace-pre-wrap">
            {said}
          </p>
        </div>
      )}
      {open === "evidence" && (
        <EvidenceDialog eventId={eventId} dispute={dispute} onClose={close} />
      )}
      {open === "accept" && <AcceptDialog eventId={eventId} dispute={dispute} onClose={close} />}
    </li>
  );
}
