import { t } from "@lingui/core/macro";
import { Copy, ExternalLink, Send } from "lucide-react";
import { useState } from "react";
import { messageOf, type Invitation } from "@/api";
import { PartyMessages } from "@/features/inbox";
import { copyText } from "@/lib/clipboard";
import { ago } from "@/lib/dates";
import {
  Button,
  Chip,
  Confirm,
  LinkButton,
  LoadError,
  Notice,
  Panel,
  Skeleton,
  TextLink,
  toast,
} from "@/ui";
import { statusLabel, wayLabel } from "../model";
import { useCancel, useInvitation, useSend } from "../queries";
import { PartyGuests } from "./PartyGuests";
import { PartyTerms } from "./PartyTerms";

interface Props {
  eventId: string;
  id: string | null;
  canEdit: boolean;
  isPublished: boolean;
  onClose: () => void;
}

export function InvitationPanel({ eventId, id, canEdit, isPublished, onClose }: Props) {
  const invitation = useInvitation(eventId, id);
  const row = invitation.data;
  return (
    <Panel
      title={row?.label ?? t`Invitation`}
      subtitle={
        row && (
          <span className="flex flex-wrap items-center gap-2">
            <Chip tone={statusLabel(row.status).tone}>{statusLabel(row.status).word}</Chip>
            {wayLabel(row)}
          </span>
        )
      }
      isOpen={id !== null}
      onClose={onClose}
    >
      {invitation.isPending && id !== null && <Skeleton />}
      {invitation.isError && (
        <LoadError
          message={messageOf(invitation.error)}
          onRetry={() => void invitation.refetch()}
        />
      )}
      {row && (
        <div className="flex flex-col gap-8">
          {row.canceled_at ? (
            <Notice tone="warning">{t`This invitation is canceled; its link says so.`}</Notice>
          ) : (
            row.url && <LinkCard row={row} url={row.url} />
          )}
          <PartyMessages eventId={eventId} invitationId={row.id} />
          <PartyGuests eventId={eventId} invitation={row} canEdit={canEdit && !row.canceled_at} />
          {canEdit && !row.canceled_at && (
            <PartyTerms key={`${row.id}-${row.version ?? 0}`} eventId={eventId} invitation={row} />
          )}
          {canEdit && !row.canceled_at && (
            <Verbs eventId={eventId} row={row} isPublished={isPublished} />
          )}
        </div>
      )}
    </Panel>
  );
}

/** The invitation's link, typed code and QR code. */
function LinkCard({ row, url }: { row: Invitation; url: string }) {
  const copy = (text: string, words: string) =>
    void copyText(text).then((isCopied) =>
      isCopied
        ? toast.show(words)
        : toast.error(t`The browser doesn't allow copying here. Select the text instead.`),
    );
  return (
    <section className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-start gap-5 rounded-card border border-line bg-sunken p-4">
      <img
        src={`/api/invitations/${row.id}/qr.svg`}
        alt={t`QR code of the invitation`}
        className="aspect-square w-full rounded-control bg-(--neutral-0) p-1"
      />
      <div className="flex min-w-0 flex-col gap-3 text-sm">
        <div>
          <p className="text-xs text-quiet">{t`Link`}</p>
          <p className="truncate" dir="ltr">
            <TextLink href={url} target="_blank" rel="noreferrer">
              {url.replace(/^https?:\/\//, "")}
            </TextLink>
          </p>
        </div>
        <div>
          <p className="text-xs text-quiet">{t`Code to type at check-in`}</p>
          <p className="font-medium tracking-wider" dir="ltr">
            <bdi>{row.short_code}</bdi>
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            icon={<Copy size={14} />}
            onPress={() => copy(url, t`Link copied`)}
          >{t`Copy link`}</Button>
          <LinkButton
            size="small"
            icon={<ExternalLink size={14} />}
            href={url}
            target="_blank"
            rel="noreferrer"
          >{t`Open`}</LinkButton>
        </div>
      </div>
    </section>
  );
}

function Verbs({
  eventId,
  row,
  isPublished,
}: {
  eventId: string;
  row: Invitation;
  isPublished: boolean;
}) {
  const send = useSend(eventId);
  const cancel = useCancel(eventId);
  const [isAsking, setAsking] = useState(false);
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      {row.sent_at && <p className="text-sm text-quiet">{t`Last sent ${ago(row.sent_at)}`}</p>}
      {!isPublished && (
        <p className="text-sm text-quiet">{t`Publish the event before you send invitations.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          tone="filled"
          icon={<Send size={16} className="rtl:-scale-x-100" />}
          isDisabled={!isPublished}
          isPending={send.isPending}
          onPress={() =>
            send.mutate(row.id, {
              onSuccess: () => toast.show(t`Sent to ${row.label}`),
              onError: (error) => toast.error(messageOf(error)),
            })
          }
        >
          {row.sent_at ? t`Send again` : t`Send invitation`}
        </Button>
        <Button tone="danger" onPress={() => setAsking(true)}>{t`Cancel invitation`}</Button>
      </div>
      <Confirm
        title={t`Cancel the invitation of ${row.label}?`}
        action={t`Cancel invitation`}
        cancel={t`Keep invitation`}
        isDanger
        isOpen={isAsking}
        isPending={cancel.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          cancel.mutate(row.id, {
            onSuccess: () => {
              setAsking(false);
              toast.show(t`Canceled`);
            },
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`Its link stops working and the seats of its guests are freed.`}</p>
      </Confirm>
    </section>
  );
}
