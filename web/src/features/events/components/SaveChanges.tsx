import { t } from "@lingui/core/macro";
import type { ComponentProps } from "react";
import type { EventRow } from "@/api";
import { SubmitButton } from "@/ui";
import { allows } from "../model";

/** The button of a form about an event, for those who may change it. */
export function SaveChanges({
  form,
  event,
}: {
  form: ComponentProps<typeof SubmitButton>["form"];
  event: EventRow;
}) {
  return (
    <div>
      <SubmitButton
        form={form}
        isDisabled={!allows(event, "edit_event")}
      >{t`Save changes`}</SubmitButton>
    </div>
  );
}
