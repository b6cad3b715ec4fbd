import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, ProviderClient } from "../endpoint/endpoint.ts";
import { withAccessToken } from "./oauth.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * An API of Microsoft's at `base`, for an app registration: the key is its client id and secret, as id:secret, and the
 * setting `tenant` says where it is registered.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function openWithEntra(
  client: Pick<ProviderClient, "name" | "permissions">,
  context: ClientContext,
  base: string,
): ApiClient {
  const tenant = encodeURIComponent(settingOf(context, "tenant"));
  const [id = "", ...secret] = context.key.split(":");
  return withAccessToken(
    {
      api: openApi(client, context, {
        base: "https://login.microsoftonline.com",
        headers: {},
        secrets: secret,
      }),
      path: `/${tenant}/oauth2/v2.0/token`,
      form: [
        ["grant_type", "client_credentials"],
        ["client_id", id],
        ["client_secret", secret.join(":")],
        ["scope", `${base}/.default`],
      ],
    },
    (token) => openApi(client, context, { base, headers: bearer(token), secrets: [token, ...secret] }),
  );
}
