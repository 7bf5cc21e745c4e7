import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, DoorOpen } from "lucide-react";
import { useState } from "react";
import { messageOf, type Gate } from "@/api";
import { Confirm, IconButton, Menu, toast } from "@/ui";
import { useRemoveGate, useSaveGate, useZones } from "../queries";

/** The event's gates, in the order check-in offers them. */
export function GateList({
  eventId,
  gates,
  canEdit,
  onEdit,
}: {
  eventId: string;
  gates: Gate[];
  canEdit: boolean;
  onEdit: (gate: Gate) => void;
}) {
  const save = useSaveGate(eventId);
  const remove = useRemoveGate(eventId);
  const names = new Map((useZones(eventId).data ?? []).map((zone) => [zone.id, zone.name]));
  const [asked, setAsked] = useState<Gate | null>(null);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const move = (from: number, to: number) => {
    const order = [...gates];
    const [moved] = order.splice(from, 1);
    if (!moved) return;
    order.splice(to, 0, moved);
    order.forEach((gate, position) => {
      if (gate.position !== position) save.mutate({ id: gate.id, position }, { onError: fail });
    });
  };
  return (
    <>
      <ul className="divide-y divide-line">
        {gates.map((gate, place) => (
          <li key={gate.id} className="flex items-center gap-3 px-5 py-3">
            <DoorOpen aria-hidden size={18} className="shrink-0 text-quiet" />
            <div className="min-w-0 flex-1">
              <p className="text-sm font-medium break-words" dir="auto">
                {gate.name}
              </p>
              {gate.zones.length > 0 && (
                <p className="text-sm text-quiet">{t`For ${gate.zones.map((zone) => names.get(zone) ?? zone).join(", ")}`}</p>
              )}
            </div>
            {canEdit && (
              <>
                <IconButton
                  label={t`Move ${gate.name} up`}
                  icon={<ArrowUp size={16} />}
                  isDisabled={place === 0 || save.isPending}
                  onPress={() => move(place, place - 1)}
                />
                <IconButton
                  label={t`Move ${gate.name} down`}
                  icon={<ArrowDown size={16} />}
                  isDisabled={place === gates.length - 1 || save.isPending}
                  onPress={() => move(place, place + 1)}
                />
                <Menu
                  label={t`More about ${gate.name}`}
                  actions={[
                    { id: "edit", label: t`Edit`, onAction: () => onEdit(gate) },
                    {
                      id: "remove",
                      label: t`Remove`,
                      isDanger: true,
                      startsGroup: true,
                      onAction: () => setAsked(gate),
                    },
                  ]}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Confirm
          title={t`Remove the gate “${asked.name}”?`}
          action={t`Remove`}
          isDanger
          isOpen
          isPending={remove.isPending}
          onClose={() => setAsked(null)}
          onConfirm={() =>
            remove.mutate(asked.id, { onSuccess: () => setAsked(null), onError: fail })
          }
        >
          <p>{t`Devices at this gate will have no gate. Earlier scans keep its name.`}</p>
        </Confirm>
      )}
    </>
  );
}
