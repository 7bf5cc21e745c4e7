import { t } from "@lingui/core/macro";
import { z } from "zod";

/** Whatever a person types or pastes around six digits, of any script. */
export const sixDigits = () =>
  z.string().refine((text) => text.match(/\p{Nd}/gu)?.length === 6, {
    error: () => t`Enter all six digits.`,
  });
