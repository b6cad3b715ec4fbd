import { textAt, valueAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { restSubscriptions } from "./per-type-rest.ts";
import { basic, openApi } from "./rest.ts";

/** Each trigger's number. @see https://docs.onfleet.com/reference/webhooks */
const triggers: Readonly<Record<string, number>> = {
  taskStarted: 0,
  taskEta: 1,
  taskArrival: 2,
  taskCompleted: 3,
  taskFailed: 4,
  workerDuty: 5,
  taskCreated: 6,
  taskUpdated: 7,
  taskDeleted: 8,
  taskAssigned: 9,
  taskUnassigned: 10,
  taskDelayed: 12,
  taskCloned: 13,
  smsRecipientResponseMissed: 14,
  workerCreated: 15,
  workerDeleted: 16,
  SMSRecipientOptOut: 17,
};

/**
 * Onfleet's webhooks of an organization: one for each trigger. Onfleet asks the URL with a GET while one is made.
 * (Paths, and that a list has no pages, read in Onfleet's own node-onfleet 1.4.0; triggers in third-party code, n8n;
 * `isEnabled` from memory.)
 * @see https://docs.onfleet.com/reference/webhooks
 */
export const onfleetClient: ProviderClient = {
  provider: "onfleet",
  name: "Onfleet",
  docs: "https://docs.onfleet.com/reference/webhooks",
  permissions: "an API key of the organization, of an admin",
  settings: [],
  secret: { kind: "account", where: "https://onfleet.com/dashboard > Settings > API & Webhooks" },
  subscriptions: { every: Object.keys(triggers).toSorted() },
  notes: "Onfleet asks the URL for an answer when a webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const api = openApi(onfleetClient, context, {
      base: "https://onfleet.com",
      headers: basic(context.key, ""),
    });
    const path = "/api/v2/webhooks";
    return {
      endpoints: perType(
        restSubscriptions(api, {
          list: { method: "GET", path },
          items: "",
          read: (item) => ({
            id: textAt(item, "id"),
            type: nameOf(textAt(item, "trigger")),
            url: textAt(item, "url"),
            status: valueAt(item, "isEnabled") === false ? "disabled" : "enabled",
          }),
          create: (type, { url, description }) => ({
            method: "POST",
            path,
            json: { name: description, url, trigger: triggers[type] ?? type },
          }),
          remove: (id) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
        }),
        { hasSecret: false },
      ),
    };
  },
};

/** A number that is not known here stays one: as the preset calls the type. */
function nameOf(number: string): string {
  const known = Object.entries(triggers).find(([, each]) => String(each) === number);
  return known?.[0] ?? `trigger${number}`;
}
