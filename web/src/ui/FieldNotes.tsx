import type { ReactNode } from "react";
import { FieldError, Text } from "react-aria-components";

export const hintStyle = "text-xs text-quiet";
export const errorStyle = "text-xs text-danger";

/** The hint and the error below a control. */
export function FieldNotes({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint && (
        <Text slot="description" className={hintStyle}>
          {hint}
        </Text>
      )}
      <FieldError className={errorStyle}>{error}</FieldError>
    </>
  );
}
