import type { Rereads } from "@/api";

export const notificationRereads: Rereads<"all"> = {
  notification_created: ["all"],
  notifications_read: ["all"],
};
