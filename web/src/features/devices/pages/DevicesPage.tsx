import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { listState, type Device, type DeviceMade, type Gate } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { Button, EmptyState, ListCard, Page, PageHead } from "@/ui";
import { DeviceForm } from "../components/DeviceForm";
import { DeviceList } from "../components/DeviceList";
import { GateForm } from "../components/GateForm";
import { GateList } from "../components/GateList";
import { PairingCard } from "../components/PairingCard";
import { useDevices, useDevicesLive, useGates } from "../queries";

export function DevicesPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const devices = useDevices(eventId);
  const gates = useGates(eventId);
  useDevicesLive(eventId);
  const [device, setDevice] = useState<Device | "new" | null>(null);
  const [made, setMade] = useState<DeviceMade | null>(null);
  const [gate, setGate] = useState<Gate | "new" | null>(null);
  const canEdit = event ? allows(event, "edit_event") : false;
  const known = gates.data ?? [];
  const zone = event?.timezone ?? "UTC";
  const add = (
    <Button
      tone="filled"
      icon={<Plus size={16} />}
      onPress={() => setDevice("new")}
    >{t`Add device`}</Button>
  );
  const addGate = (
    <Button icon={<Plus size={16} />} onPress={() => setGate("new")}>{t`Add gate`}</Button>
  );
  return (
    <Page width="narrow">
      <PageHead title={t`Devices and gates`}>
        {t`Phones and readers that check people in without logging in, and the gates where people come in.`}
      </PageHead>
      <ListCard
        title={t`Devices`}
        actions={canEdit && add}
        list={listState(devices)}
        count={devices.data?.length ?? 0}
        lines={3}
        empty={
          <EmptyState
            drawing="people"
            title={t`No paired devices`}
            action={canEdit && add}
          >{t`Scan a QR code to pair a phone. It can check people in, and nothing else, until you revoke it.`}</EmptyState>
        }
      >
        <DeviceList
          eventId={eventId}
          zone={zone}
          devices={devices.data ?? []}
          canEdit={canEdit}
          onEdit={setDevice}
        />
      </ListCard>
      <ListCard
        title={t`Gates`}
        actions={canEdit && addGate}
        list={listState(gates)}
        count={known.length}
        lines={2}
        empty={
          <EmptyState
            drawing="list"
            title={t`Single entrance`}
            action={canEdit && addGate}
          >{t`Where there are several entrances, name them: each scan says where it was made.`}</EmptyState>
        }
      >
        <GateList eventId={eventId} gates={known} canEdit={canEdit} onEdit={setGate} />
      </ListCard>
      {device && (
        <DeviceForm
          eventId={eventId}
          zone={zone}
          gates={known}
          device={device === "new" ? null : device}
          onClose={() => setDevice(null)}
          onMade={(fresh) => {
            setDevice(null);
            setMade(fresh);
          }}
        />
      )}
      {made && <PairingCard made={made} onClose={() => setMade(null)} />}
      {gate && (
        <GateForm
          eventId={eventId}
          gate={gate === "new" ? null : gate}
          position={known.length}
          onClose={() => setGate(null)}
        />
      )}
    </Page>
  );
}
