import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { listState, useForm, type EventRow, type TicketType } from "@/api";
import { allows, useEvent } from "@/features/events";
import { priceLabel, useTicketsLive, useTicketTypes } from "@/features/tickets";
import { toMinor, toTyped } from "@/lib/money";
import { useEventId } from "@/lib/useEventId";
import {
  Card,
  EmptyState,
  Field,
  Form,
  LinkButton,
  ListCard,
  Notice,
  Page,
  PageHead,
  SubmitButton,
} from "@/ui";
import { QuantityRow } from "../components/QuantityRow";
import { usePlaceOrder } from "../queries";

/** An order that the team enters: at its desk, or for somebody who can't order online. */
export function NewOrderPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const types = useTicketTypes(eventId);
  useTicketsLive(eventId);
  if (!event) return null;
  const sold = (types.data ?? []).filter((type) => !type.is_hidden);
  return (
    <Page width="narrow">
      <PageHead
        title={t`New order`}
        actions={<LinkButton href={`/events/${eventId}/orders`}>{t`All orders`}</LinkButton>}
      >{t`For somebody at the desk, or who can't order online. Tickets are e-mailed to them if they give an address.`}</PageHead>
      {!allows(event, "edit_event") ? (
        <Notice>{t`Only the people who manage this event can enter orders.`}</Notice>
      ) : sold.length > 0 ? (
        <OrderForm event={event} types={sold} />
      ) : (
        <ListCard
          list={listState(types)}
          count={0}
          empty={
            <EmptyState
              drawing="list"
              title={t`No tickets yet`}
              action={
                <LinkButton
                  tone="filled"
                  href={`/events/${eventId}/tickets`}
                >{t`Add tickets`}</LinkButton>
              }
            />
          }
        >
          {null}
        </ListCard>
      )}
    </Page>
  );
}

function OrderForm({ event, types }: { event: EventRow; types: TicketType[] }) {
  const { currency } = event;
  const navigate = useNavigate();
  const place = usePlaceOrder(event.id);
  const form = useForm({
    schema: z.object({
      lines: z
        .record(z.string(), z.number())
        .refine((counts) => Object.values(counts).some((one) => one > 0), t`Choose at least one.`),
      prices: z.record(z.string(), z.string()),
      name: z
        .string()
        .trim()
        .min(1, t`Enter the buyer's name.`)
        .max(200),
      email: z.union([z.literal(""), z.email(t`Enter an e-mail address.`)]),
      promo_code: z.string(),
    }),
    values: {
      lines: Object.fromEntries(types.map((type) => [type.id, 0])),
      prices: Object.fromEntries(types.map((type) => [type.id, toTyped(type.price_now, currency)])),
      name: "",
      email: "",
      promo_code: "",
    },
    names: { "buyer.name": "name", "buyer.email": "email" },
    save: ({ lines, prices, name, email, promo_code }) =>
      place.mutateAsync({
        channel: "box_office",
        lines: types
          .filter((type) => (lines[type.id] ?? 0) > 0)
          .map((type) => ({
            ticket_type_id: type.id,
            quantity: lines[type.id] ?? 1,
            ...(type.is_free_price ? { price: toMinor(prices[type.id] ?? "", currency) } : {}),
          })),
        buyer: { name, email: email || null },
        ...(promo_code.trim() ? { promo_code: promo_code.trim() } : {}),
      }),
    onSaved: (order) =>
      void navigate({
        to: "/events/$eventId/orders/$orderId",
        params: { eventId: event.id, orderId: order.id },
        search: order.total > 0 ? { pay: true } : {},
      }),
  });
  const counts = form.now.lines;
  const { error } = form.bind("lines");
  return (
    <Form form={form} className="gap-6">
      <Card flush title={t`Tickets`}>
        <ul className="divide-y divide-line">
          {types.map((type) => (
            <QuantityRow
              key={type.id}
              type={type}
              currency={currency}
              price={priceLabel(type.price_now, currency)}
              value={counts[type.id] ?? 0}
              onChange={(next) => form.set("lines", { ...counts, [type.id]: next })}
              paid={form.bind(`prices.${type.id}`)}
            />
          ))}
        </ul>
        {error && (
          <p role="alert" className="px-5 py-3 text-sm text-danger">
            {error}
          </p>
        )}
      </Card>
      <Card title={t`Buyer`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Name`} {...form.bind("name")} autoComplete="off" />
          <Field
            label={t`E-mail (optional)`}
            hint={t`Without one, show or print the tickets from the order's page.`}
            type="email"
            inputMode="email"
            dir="ltr"
            {...form.bind("email")}
            autoComplete="off"
          />
          <Field label={t`Promo code (optional)`} {...form.bind("promo_code")} autoComplete="off" />
        </div>
      </Card>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton form={form}>{t`Create order`}</SubmitButton>
        <p className="min-w-0 flex-1 basis-48 text-sm text-quiet">
          {t`Next, you'll see the total with tax and record the payment.`}
        </p>
      </div>
    </Form>
  );
}
