import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Device } from "@/api";
import { ago, dayAndTime } from "@/lib/dates";
import { Chip, Confirm, Menu, toast } from "@/ui";
import { standingLabel } from "../model";
import { useRevokeDevice } from "../queries";

interface Props {
  eventId: string;
  zone: string;
  devices: Device[];
  canEdit: boolean;
  onEdit: (device: Device) => void;
}

/** The devices with their status, when they were last seen, and the age of their roster. */
export function DeviceList({ eventId, zone, devices, canEdit, onEdit }: Props) {
  const revoke = useRevokeDevice(eventId);
  const [asked, setAsked] = useState<Device | null>(null);
  return (
    <>
      <ul className="divide-y divide-line">
        {devices.map((device) => {
          const { word, tone } = standingLabel(device.standing);
          return (
            <li key={device.id} className="flex items-start gap-4 px-5 py-4">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                  <bdi className="min-w-0 break-words">{device.name}</bdi>{" "}
                  <Chip tone={tone}>{word}</Chip>
                  {device.gate && (
                    <Chip>
                      <bdi>{device.gate}</bdi>
                    </Chip>
                  )}
                </p>
                <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-quiet">
                  {device.last_seen_at && (
                    <time
                      dateTime={device.last_seen_at}
                    >{t`Seen ${ago(device.last_seen_at)}`}</time>
                  )}
                  {device.roster_at && (
                    <time
                      dateTime={device.roster_at}
                    >{t`Guest list from ${ago(device.roster_at)}`}</time>
                  )}
                  {device.expires_at && (
                    <time dateTime={device.expires_at}>
                      {device.standing === "expired"
                        ? t`Ended ${dayAndTime(device.expires_at, zone)}`
                        : t`Ends ${dayAndTime(device.expires_at, zone)}`}
                    </time>
                  )}
                </p>
              </div>
              {canEdit && (
                <Menu
                  label={t`More about ${device.name}`}
                  actions={[
                    { id: "edit", label: t`Edit`, onAction: () => onEdit(device) },
                    {
                      id: "revoke",
                      label: t`Revoke`,
                      isDanger: true,
                      startsGroup: true,
                      onAction: () => setAsked(device),
                    },
                  ]}
                />
              )}
            </li>
          );
        })}
      </ul>
      {asked && (
        <Confirm
          title={t`Revoke “${asked.name}”?`}
          action={t`Revoke`}
          isDanger
          isOpen
          isPending={revoke.isPending}
          onClose={() => setAsked(null)}
          onConfirm={() =>
            revoke.mutate(asked.id, {
              onSuccess: () => {
                setAsked(null);
                toast.show(t`“${asked.name}” was revoked`);
              },
              onError: (error) => toast.error(messageOf(error)),
            })
          }
        >
          <p>{t`Within two seconds it can't check anyone in any more, and it forgets the guest list. What it has queued stays on it: log in there to send it.`}</p>
        </Confirm>
      )}
    </>
  );
}
