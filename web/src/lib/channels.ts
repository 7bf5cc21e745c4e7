import { t } from "@lingui/core/macro";

/** What a channel is called. */
export const channelLabel = (channel: "email" | "sms" | "whatsapp"): string =>
  channel === "email" ? t`E-mail` : channel === "sms" ? t`SMS` : t`WhatsApp`;
