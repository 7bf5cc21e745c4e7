/** Short names for the schemas of what is sold. */
import type { Shapes } from "./types";

export type TicketType = Shapes["TicketTypeOut"];
export type NewTicketType = Shapes["TicketTypeFields"];
export type TicketTypeChange = Shapes["TicketTypeUpdate"];
export type PromoCode = Shapes["PromoCodeOut"];
export type NewPromoCode = Shapes["PromoCodeFields"];
export type PromoCodeChange = Shapes["PromoCodeUpdate"];
export type CancellationPolicy = Shapes["CancellationPolicy"];

export type Order = Shapes["OrderOut"];
export type OrderRow = Shapes["OrderRow"];
export type OrderStatus = Order["status"];
export type OrderLine = Order["lines"][number];
export type NewOrder = Shapes["OrderCreate"];
export type CancelInput = Shapes["CancelBody"];
export type RefundInput = Shapes["RefundBody"];
export type Refundable = Shapes["Refundable"];
export type Payment = Shapes["PaymentOut"];
export type PaymentProvider = Payment["provider"];
export type Refund = Shapes["RefundOut"];
export type OrderDocument = Shapes["InvoiceOut"];
export type Dispute = Shapes["DisputeOut"];
/** An account at a payment provider, as an event's team sees it. */
export type ProviderStatus = Shapes["ProviderStatus"];
export type LedgerEntry = Shapes["LedgerEntryOut"];
export type LedgerTotal = Shapes["LedgerTotal"];
export type LedgerAccount = LedgerTotal["account"];
/** An organization's account at a payment provider. */
export type PaymentAccount = Shapes["AccountOut"];
export type PaymentKeys = Shapes["AccountKeys"];
export type CurrencySales = Shapes["CurrencySales"];
export type Sales = Shapes["SalesOut"];
