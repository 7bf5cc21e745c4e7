import { t } from "@lingui/core/macro";
import type { Report } from "@/api";

export function reasonLabel(reason: Report["reason"]): string {
  switch (reason) {
    case "spam":
      return t`Spam or advertising`;
    case "unsafe":
      return t`Dangerous or threatening`;
    case "hateful":
      return t`Hateful or insulting`;
    case "adult":
      return t`Sexual content`;
    case "fraud":
      return t`Fraud or a fake event`;
    case "other":
      return t`Something else`;
  }
}
