import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * Webflow's webhooks of a site: one for each type. Those that an app makes are signed with the app's client secret.
 * What a site's own token makes has a key for each webhook, so several for one URL: such are made by hand.
 * (Paths and types read in webflow-api 3.3.4.)
 * @see https://developers.webflow.com/data/reference/webhooks/create
 */
export const webflowClient: ProviderClient = {
  provider: "webflow",
  name: "Webflow",
  docs: "https://developers.webflow.com/data/reference/webhooks/create",
  permissions: "an app's OAuth access token with sites:read and sites:write, and the scope of each type",
  settings: [{ name: "site", means: "its id", isRequired: true }],
  secret: { kind: "account", where: "the app's client secret, in the workspace's settings under Apps" },
  subscriptions: {
    every: [
      "collection_item_changed",
      "collection_item_created",
      "collection_item_deleted",
      "collection_item_published",
      "collection_item_unpublished",
      "comment_created",
      "ecomm_inventory_changed",
      "ecomm_new_order",
      "ecomm_order_changed",
      "form_submission",
      "page_created",
      "page_deleted",
      "page_metadata_updated",
      "site_publish",
    ],
    // Those of user accounts are in old payloads; nothing can be subscribed to them any more.
    nameOf: (type) => (type.startsWith("user_account_") ? undefined : type),
  },
  open(context) {
    const site = `/v2/sites/${encodeURIComponent(settingOf(context, "site"))}/webhooks`;
    const api = openApi(webflowClient, context, {
      base: "https://api.webflow.com",
      headers: bearer(context.key),
    });
    return {
      endpoints: perType(
        {
          list: () =>
            api.send({ does: "list its webhooks", method: "GET", path: site }, ({ json }) =>
              listAt(json, "webhooks").map((item) => ({
                id: textAt(item, "id"),
                type: textAt(item, "triggerType"),
                url: optionalTextAt(item, "url") ?? "",
                status: "enabled" as const,
              })),
            ),
          create: (type, { url }) =>
            api.send(
              { does: "create a webhook", method: "POST", path: site, json: { triggerType: type, url } },
              () => undefined,
            ),
          remove: (id) =>
            api.send(
              {
                does: "remove a webhook",
                method: "DELETE",
                path: `/v2/webhooks/${encodeURIComponent(id)}`,
                accepts: [404],
              },
              () => undefined,
            ),
        },
        { hasSecret: false },
      ),
    };
  },
};
