import { textAt } from "../body/field.ts";
import { form } from "../body/form.ts";
import type { Json } from "../event.ts";
import { mollieClassicMapping } from "../mapping/mollie-classic.ts";
import { defineProvider } from "../provider.ts";
import { inQuery } from "../scheme/place.ts";
import { token } from "../scheme/token.ts";

/**
 * Mollie's classic webhooks: what is called at the `webhookUrl` of a payment, order or subscription. (Its signed
 * webhooks are `mollie`.)
 *
 * Mollie signs nothing here and says nothing but an id: `id=tr_…`, the same bytes for each change of that payment. So
 * every request is an event of its own, never a duplicate, and a consumer asks Mollie what became of the payment; an id
 * that Mollie does not know proves nothing and is no error. To keep strangers out, give Mollie the URL with
 * `?token=<secret>`: without the secret a request is refused.
 *
 * From Mollie's help pages; ten attempts within 26 hours are from memory, not confirmed.
 * @see https://docs.mollie.com/reference/webhooks
 */
export const mollieClassic = defineProvider({
  id: "mollie-classic",
  name: "Mollie (classic)",
  docs: "https://docs.mollie.com/reference/webhooks",
  scheme: token({ at: inQuery("token") }),
  body: form,
  identify: ({ payload }) => ({
    id: undefined,
    type: typeOf(payload),
    time: undefined,
    subject: textAt(payload, "id"),
  }),
  isBareNotice: true,
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 15,
  response: { status: 200 },
  domain: mollieClassicMapping,
});

const kinds: Readonly<Record<string, string>> = {
  tr: "payment",
  ord: "order",
  sub: "subscription",
  re: "refund",
  pl: "payment-link",
};

/** Mollie gives no type: the kind of thing, by the prefix of its id. */
function typeOf(payload: Json): string {
  const prefix = (textAt(payload, "id") ?? "").split("_")[0] ?? "";
  return Object.hasOwn(kinds, prefix) ? `${kinds[prefix]}.changed` : "unknown";
}
