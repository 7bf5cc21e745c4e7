export { useTicketsLive, useTicketTypes } from "./queries";
export { priceLabel } from "./model";
