import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { openApi } from "./rest.ts";

/**
 * Pipedrive's webhooks (v2): one for each action and object, with a user and a password of ours. Forty at most for a
 * user, so `*` is one for everything. (Paths and fields read in pipedrive 33.7.0.)
 * @see https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */
export const pipedriveClient: ProviderClient = {
  provider: "pipedrive",
  name: "Pipedrive",
  docs: "https://pipedrive.readme.io/docs/guide-for-webhooks-v2",
  permissions: "an admin's personal API token; webhooks hear of what their owner may see",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: {
    every: ["*"],
    // The words of the first version are not sent by webhooks of the second.
    nameOf: (type) => (/^(?:create|change|delete)\./.test(type) ? type : undefined),
  },
  open(context) {
    const api = openApi(pipedriveClient, context, {
      base: "https://api.pipedrive.com",
      headers: { "x-api-token": context.key },
    });
    const path = "/v1/webhooks";
    return {
      endpoints: perType(
        {
          list: () =>
            api.send({ does: "list its webhooks", method: "GET", path }, ({ json }) =>
              listAt(json, "data").map((item) => {
                const type = `${textAt(item, "event_action")}.${textAt(item, "event_object")}`;
                return {
                  id: textAt(item, "id"),
                  type: type === "*.*" ? "*" : type,
                  url: textAt(item, "subscription_url"),
                  status: optionalTextAt(item, "is_active") === "0" ? "disabled" : "enabled",
                };
              }),
            ),
          create: (type, { url, description, secret = "" }) => {
            const [action = "*", object = "*"] = type.split(".");
            const [user = "", ...password] = secret.split(":");
            return api.send(
              {
                does: "create a webhook",
                method: "POST",
                path,
                json: {
                  name: description,
                  subscription_url: url,
                  event_action: action,
                  event_object: object,
                  http_auth_user: user,
                  http_auth_password: password.join(":"),
                  version: "2.0",
                },
                secrets: [secret, password.join(":")],
              },
              () => undefined,
            );
          },
          remove: (id) =>
            api.send(
              {
                does: "remove a webhook",
                method: "DELETE",
                path: `${path}/${encodeURIComponent(id)}`,
                accepts: [404, 410],
              },
              () => undefined,
            ),
        },
        { hasSecret: true },
      ),
    };
  },
};
