import type { Json } from "@hookyard/core";
import { textAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";

/** How an access token is got for client credentials. */
export interface TokenRequest {
  /** The client of the host that gives tokens out. */
  readonly api: ApiClient;
  readonly path: string;
  /** What is posted: a form, as OAuth has it, or JSON. */
  readonly form?: readonly (readonly [string, string])[];
  readonly json?: Json;
}

/**
 * A client that gets an access token with its first call and sends it with each; `open` makes the client of a token.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function withAccessToken(
  { api, ...request }: TokenRequest,
  open: (token: string) => ApiClient,
): ApiClient {
  let opened: Promise<ApiClient> | undefined;
  const get = (): Promise<ApiClient> =>
    api.send({ does: "get an access token", method: "POST", ...request, isRepeatable: true }, ({ json }) =>
      open(textAt(json, valueAt(json, "access_token") === undefined ? "token" : "access_token")),
    );
  return {
    async send(request, read) {
      opened ??= get();
      return (await opened).send(request, read);
    },
  };
}
