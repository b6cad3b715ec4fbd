import type { Json } from "@hookyard/core";
import { textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Vercel's account webhooks. They cannot be changed: a change makes a new one, and then removes the old. It lists no
 * deliveries.
 * @see https://vercel.com/docs/rest-api/webhooks/creates-a-webhook
 */
export const vercelClient: ProviderClient = {
  provider: "vercel",
  name: "Vercel",
  docs: "https://vercel.com/docs/rest-api/webhooks/creates-a-webhook",
  permissions: "an access token of an owner or member of the team (plan Pro or Enterprise)",
  settings: [
    { name: "team", means: "its id, team_…", isRequired: false },
    { name: "projects", means: "project ids with commas between; without it all", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "deployment.canceled",
      "deployment.check-rerequested",
      "deployment.created",
      "deployment.error",
      "deployment.promoted",
      "deployment.ready",
      "deployment.succeeded",
      "integration-configuration.removed",
      "project.created",
      "project.removed",
    ],
  },
  recreates: "new_first",
  open(context) {
    const { team, projects } = context.settings;
    const api = openApi(vercelClient, context, {
      base: "https://api.vercel.com",
      headers: bearer(context.key),
    });
    const path = "/v1/webhooks";
    const query = team === undefined ? {} : { teamId: team };
    const projectIds = projects?.split(",").map((id) => id.trim());
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query },
        items: "",
        read: readWebhook,
        create: ({ url, types }) => ({
          method: "POST",
          path,
          query,
          json: { url, events: [...types], ...(projectIds !== undefined && { projectIds }) },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "secret") }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}`, query }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: "enabled",
  };
}
