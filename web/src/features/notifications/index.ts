export { NotificationsBell } from "./components/NotificationsBell";
export { turnOff as turnOffDevice } from "./device";
export { notificationKeys, useKeepDevice } from "./queries";
