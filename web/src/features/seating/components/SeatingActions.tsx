import { t } from "@lingui/core/macro";
import { List, Map as MapIcon, PencilRuler, Printer, WandSparkles } from "lucide-react";
import { Button, LinkButton, Segments } from "@/ui";

interface Props {
  eventId: string;
  view: string;
  onView: (view: string) => void;
  canEdit: boolean;
  canExport: boolean;
  onArrange: () => void;
  onPrint: () => void;
}

/** Switches between list and map, and offers actions for all seats. */
export function SeatingActions(props: Props) {
  const { eventId, view, onView, canEdit, canExport, onArrange, onPrint } = props;
  return (
    <>
      <Segments
        label={t`View`}
        value={view}
        onChange={onView}
        options={[
          {
            id: "list",
            label: (
              <>
                <List aria-hidden size={14} />
                {t`List`}
              </>
            ),
          },
          {
            id: "map",
            label: (
              <>
                <MapIcon aria-hidden size={14} />
                {t`Plan`}
              </>
            ),
          },
        ]}
      />
      {canEdit && (
        <Button icon={<WandSparkles size={16} />} onPress={onArrange}>{t`Seat everyone`}</Button>
      )}
      {canExport ? (
        <Button icon={<Printer size={16} />} onPress={onPrint}>{t`Print and files`}</Button>
      ) : (
        <Button icon={<Printer size={16} />} onPress={() => window.print()}>{t`Print`}</Button>
      )}
      {canEdit && (
        <LinkButton
          icon={<PencilRuler size={16} />}
          href={`/events/${eventId}/seating/plan`}
        >{t`Edit plan`}</LinkButton>
      )}
    </>
  );
}
