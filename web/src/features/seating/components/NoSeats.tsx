import { t } from "@lingui/core/macro";
import { PencilRuler, WandSparkles } from "lucide-react";
import { Button, EmptyState, LinkButton } from "@/ui";

interface Props {
  eventId: string;
  canEdit: boolean;
  onDraw: () => void;
}

/** Shown for events without seats: generate them in one step, or open the plan editor. */
export function NoSeats({ eventId, canEdit, onDraw }: Props) {
  return (
    <EmptyState
      drawing="chairs"
      title={t`Generate the room`}
      action={
        canEdit && (
          <span className="flex flex-wrap justify-center gap-2">
            <Button
              tone="filled"
              size="large"
              icon={<WandSparkles size={18} />}
              onPress={onDraw}
            >{t`Draw seats`}</Button>
            <LinkButton
              size="large"
              icon={<PencilRuler size={18} />}
              href={`/events/${eventId}/seating/plan`}
            >{t`Open the plan builder`}</LinkButton>
          </span>
        )
      }
    >
      {t`Enter the number of tables and chairs, or rows and seats. You can edit each seat later.`}
    </EmptyState>
  );
}
