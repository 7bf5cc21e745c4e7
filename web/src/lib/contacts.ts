import { t } from "@lingui/core/macro";
import { z } from "zod";

/** A form's e-mail field that may be left empty. */
export const optionalEmail = () =>
  z
    .string()
    .trim()
    .refine(
      (text) => text === "" || z.email().safeParse(text).success,
      t`Enter a full e-mail address, such as name@example.com.`,
    );
