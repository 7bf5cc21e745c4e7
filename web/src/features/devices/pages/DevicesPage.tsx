import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type Device, type DeviceMade, type Gate } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, EmptyState, LoadError, Page, PageHead, Skeleton } from "@/ui";
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
    >{t`New device`}</Button>
  );
  const addGate = (
    <Button icon={<Plus size={16} />} onPress={() => setGate("new")}>{t`New gate`}</Button>
  );
  return (
    <Page width="narrow">
      <PageHead title={t`Devices and gates`}>
        {t`Phones and readers that check people in without a log-in, and where people come in.`}
      </PageHead>
      <Card title={t`Devices`} flush actions={canEdit && devices.data?.length ? add : undefined}>
        {devices.isPending && (
          <div className="px-5 pb-4">
            <Skeleton lines={3} />
          </div>
        )}
        {devices.isError && (
          <div className="px-5 py-4">
            <LoadError message={messageOf(devices.error)} onRetry={() => void devices.refetch()} />
          </div>
        )}
        {devices.data?.length === 0 && (
          <EmptyState
            drawing="people"
            title={t`No device is paired`}
            action={canEdit && add}
          >{t`A phone becomes a device by a QR code. It can check people in, and nothing else, until you revoke it.`}</EmptyState>
        )}
        {devices.data && devices.data.length > 0 && (
          <DeviceList
            eventId={eventId}
            zone={zone}
            devices={devices.data}
            canEdit={canEdit}
            onEdit={setDevice}
          />
        )}
      </Card>
      <Card title={t`Gates`} flush actions={canEdit && known.length > 0 ? addGate : undefined}>
        {gates.isPending && (
          <div className="px-5 pb-4">
            <Skeleton lines={2} />
          </div>
        )}
        {gates.isError && (
          <div className="px-5 py-4">
            <LoadError message={messageOf(gates.error)} onRetry={() => void gates.refetch()} />
          </div>
        )}
        {gates.data?.length === 0 && (
          <EmptyState
            drawing="list"
            title={t`One way in`}
            action={canEdit && addGate}
          >{t`Where there are several entrances, name them: each scan says where it was made.`}</EmptyState>
        )}
        {known.length > 0 && (
          <GateList eventId={eventId} gates={known} canEdit={canEdit} onEdit={setGate} />
        )}
      </Card>
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
