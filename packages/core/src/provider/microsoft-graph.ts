import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { microsoftGraphMapping } from "../mapping/microsoft-graph.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { clientState } from "../scheme/client-state.ts";

/**
 * Microsoft Graph: change notifications and lifecycle notifications, many in one request.
 *
 * The secret is the subscription's `clientState`, which every item holds; nothing else is signed. Contents that come
 * along encrypted are kept as they are. The type is the kind of resource with the change, `message.created`, or
 * `lifecycle.reauthorizationRequired`. Most notifications have no id, and two changes of one thing are the same bytes:
 * those are never taken for duplicates. Subscriptions run out within days: renew them.
 *
 * When a subscription is made, Graph posts a `validationToken` in the query that it wants back as plain text.
 *
 * Read in Microsoft's documentation.
 * @see https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 */
export const microsoftGraph = defineProvider({
  id: "microsoft-graph",
  name: "Microsoft Graph",
  docs: "https://learn.microsoft.com/graph/change-notifications-delivery-webhooks",
  scheme: clientState({ list: "value", field: "clientState" }),
  handshakes: [answerValidation()],
  body: json,
  split: (payload) => {
    const items = fieldAt(payload, "value");
    return Array.isArray(items) ? items : [payload];
  },
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: typeOf(payload),
    time: undefined,
    subject:
      textAt(payload, "resourceData.id") ?? textAt(payload, "resource") ?? textAt(payload, "subscriptionId"),
  }),
  isBareNotice: true,
  // Up to four hours of retries, and time to spare.
  horizonSeconds: 86_400,
  deadlineSeconds: 3,
  response: { status: 202 },
  domain: microsoftGraphMapping,
});

function typeOf(payload: Json): string {
  const lifecycle = textAt(payload, "lifecycleEvent");
  if (lifecycle !== undefined) return `lifecycle.${lifecycle}`;
  const data = fieldAt(payload, "resourceData");
  // Not by path: the name holds a dot. safe: an object is looked at by an own name only
  const kind =
    typeof data === "object" && data !== null && Object.hasOwn(data, "@odata.type")
      ? (data as { readonly [name: string]: Json })["@odata.type"]
      : undefined;
  const name = typeof kind === "string" ? (kind.split(".").at(-1) ?? "") : "";
  const entity = name === "" ? "resource" : name.charAt(0).toLowerCase() + name.slice(1);
  return `${entity}.${textAt(payload, "changeType") ?? "unknown"}`;
}

/** Reflected as plain text that nothing may take for anything else. */
function answerValidation(): Handshake {
  return ({ request, url }) => {
    const token = url.searchParams.get("validationToken");
    if (request.method !== "POST" || token === null || token.length > 4096) return undefined;
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: token,
    };
  };
}
