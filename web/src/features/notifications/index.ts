export { NotificationsBell } from "./components/NotificationsBell";
export { notificationKeys } from "./queries";
