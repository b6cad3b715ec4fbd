import { isoTimeAt, textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { pipedriveMapping } from "../mapping/pipedrive.ts";
import { defineProvider } from "../provider.ts";
import { basicAuth } from "../scheme/token.ts";

/**
 * Pipedrive, webhooks of version 2 and 1.
 *
 * Nothing is signed: the secret is `user:password` as the webhook was made with, sent as basic authentication, and says
 * nothing about the body. Version 1 has no event id (its `meta.id` is the entity's).
 *
 * Read in third-party code (n8n); retries from memory, not confirmed.
 * @see https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */
export const pipedrive = defineProvider({
  id: "pipedrive",
  name: "Pipedrive",
  docs: "https://pipedrive.readme.io/docs/guide-for-webhooks-v2",
  scheme: basicAuth(),
  body: json,
  identify: ({ payload }) => {
    const entity = textAt(payload, "meta.entity");
    return entity === undefined ? identifyV1(payload) : identifyV2(payload, entity);
  },
  // Three retries within the hour; generous.
  horizonSeconds: 86_400,
  deadlineSeconds: 10,
  // Both count the sendings.
  volatile: ["meta", "retry"],
  // Version 2 of its webhooks, from 1 on, from memory.
  retries: { field: "meta.attempt", from: 2 },
  domain: pipedriveMapping,
});

function identifyV2(payload: Json, entity: string) {
  return {
    id: textAt(payload, "meta.id"),
    type: `${textAt(payload, "meta.action") ?? "unknown"}.${entity}`,
    time: isoTimeAt(payload, "meta.timestamp"),
    subject: textAt(payload, "meta.entity_id"),
  };
}

function identifyV1(payload: Json) {
  return {
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: unixTimeAt(payload, "meta.timestamp"),
    subject: textAt(payload, "meta.id"),
  };
}
