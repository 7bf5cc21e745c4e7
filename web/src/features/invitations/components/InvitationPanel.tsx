import { t } from "@lingui/core/macro";
import { Copy, ExternalLink } from "lucide-react";
import { messageOf, type Invitation } from "@/api";
import { PartyMessages } from "@/features/inbox";
import { copyText } from "@/lib/clipboard";
import { Button, Chip, LinkButton, LoadError, Panel, Skeleton, TextLink, toast } from "@/ui";
import { statusLabel, wayLabel } from "../model";
import { useInvitation } from "../queries";
import { PartyGuests } from "./PartyGuests";
import { PartyTerms } from "./PartyTerms";
import { Canceled, InvitationVerbs } from "./InvitationVerbs";

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
            <Canceled eventId={eventId} row={row} canEdit={canEdit} />
          ) : (
            row.url && <LinkCard row={row} url={row.url} />
          )}
          <PartyMessages eventId={eventId} invitationId={row.id} />
          <PartyGuests eventId={eventId} invitation={row} canEdit={canEdit && !row.canceled_at} />
          {canEdit && !row.canceled_at && (
            <PartyTerms key={row.id} eventId={eventId} invitation={row} />
          )}
          {canEdit && !row.canceled_at && (
            <InvitationVerbs eventId={eventId} row={row} isPublished={isPublished} />
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
          >{t`Open link`}</LinkButton>
        </div>
      </div>
    </section>
  );
}
