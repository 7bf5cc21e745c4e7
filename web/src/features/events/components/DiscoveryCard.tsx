import { t } from "@lingui/core/macro";
import { LocateFixed } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { useForm, type EventInput, type EventRow } from "@/api";
import { InterestChips } from "@/features/interests";
import { TownField } from "@/features/towns";
import { currentPosition, positionOf, positionText } from "@/lib/positions";
import { Button, Card, Field, Form, Notice, SubmitButton, TextLink, toast } from "@/ui";
import { allows } from "../model";
import { useChangeEvent } from "../queries";

const schema = () =>
  z.object({
    interests: z.array(z.string()),
    mood: z.string().trim(),
    position: z
      .string()
      .trim()
      .refine((text) => !text || positionOf(text), {
        message: t`Write latitude and longitude, such as 40.4168, -3.7038.`,
      }),
  });

type Values = z.input<ReturnType<typeof schema>>;

function valuesOf(event: EventRow): Values {
  const { latitude, longitude } = event;
  const isPlaced = latitude !== null && longitude !== null;
  return {
    interests: event.interests,
    mood: event.mood,
    position: isPlaced ? positionText({ latitude, longitude }) : "",
  };
}

function inputOf({ position, ...values }: Values, event: EventRow): EventInput {
  // an unchanged position keeps the digits that the text leaves out
  if (position === valuesOf(event).position) return { ...values, version: event.version };
  const place = positionOf(position) ?? { latitude: null, longitude: null };
  return { ...values, ...place, version: event.version };
}

/** By what a public event is found: what it is about, and where it is. */
export function DiscoveryCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: { latitude: "position", longitude: "position" },
  });
  const isPublic = event.visibility === "public";
  const canEdit = allows(event, "edit_event");
  return (
    <Card title={t`Discovery`}>
      <Form form={form} className="gap-5">
        {isPublic ? (
          <p className="text-sm text-quiet">
            {t`People find public events on this page:`}{" "}
            <TextLink href="/discover" target="_blank">{t`Discover events`}</TextLink>
          </p>
        ) : (
          <Notice>{t`Only events that anybody can see are found. Change that under “Event page”.`}</Notice>
        )}
        <InterestChips label={t`Interests`} {...form.bind("interests")} isDisabled={!canEdit} />
        <Field
          label={t`Mood`}
          {...form.bind("mood")}
          placeholder={t`Relaxed, festive, curious…`}
          maxLength={200}
          dir="auto"
        />
        <PositionField {...form.bind("position")} />
        <div>
          <SubmitButton form={form} isDisabled={!canEdit}>{t`Save changes`}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

interface PositionProps {
  name: string;
  value: string;
  onChange: (text: string) => void;
  error?: string | undefined;
}

/** Where the event is, typed or copied from a map, or taken from the device. */
function PositionField(props: PositionProps) {
  const [isLooking, setLooking] = useState(false);
  const [town, setTown] = useState("");
  const look = async () => {
    setLooking(true);
    try {
      props.onChange(positionText(await currentPosition()));
    } catch {
      toast.error(t`Your device doesn't tell where it is. Type the position instead.`);
    } finally {
      setLooking(false);
    }
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <TownField
        className="w-full"
        label={t`Town`}
        hint={t`Puts its center into the field below, which you can make more exact.`}
        value={town}
        onChange={setTown}
        onPick={(picked) => props.onChange(positionText(picked))}
      />
      <Field
        className="w-full"
        label={t`Position`}
        {...props}
        hint={t`Latitude and longitude, as maps show them. People can then search nearby.`}
        placeholder="40.4168, -3.7038"
        autoComplete="off"
        dir="ltr"
      />
      {"geolocation" in navigator && (
        <Button
          size="small"
          icon={<LocateFixed aria-hidden size={16} />}
          isPending={isLooking}
          onPress={() => void look()}
        >
          {t`Use this device's position`}
        </Button>
      )}
    </div>
  );
}
