import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const pollRereads: Rereads<"all"> = {
  date_poll_created: ["all"],
  date_poll_changed: ["all"],
  date_poll_options_added: ["all"],
  date_poll_option_removed: ["all"],
  date_poll_answered: ["all"],
  date_poll_answer_removed: ["all"],
  date_poll_ended: ["all"],
  date_poll_closed: ["all"],
  date_poll_reopened: ["all"],
  date_poll_deleted: ["all"],
};

export const activity: ActivityTexts = {
  date_poll_created: () => t`asked guests for a date`,
  date_poll_changed: () => t`changed the date poll`,
  date_poll_options_added: () => t`added dates to the date poll`,
  date_poll_option_removed: () => t`removed a date from the date poll`,
  date_poll_answered: () => t`answered the date poll`,
  date_poll_answer_removed: () => t`removed an answer from the date poll`,
  date_poll_ended: () => t`ended the date poll at its deadline`,
  date_poll_closed: () => t`chose a date from the date poll`,
  date_poll_reopened: () => t`opened the date poll again`,
  date_poll_deleted: () => t`removed the date poll`,
};
