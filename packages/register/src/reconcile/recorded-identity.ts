import type { Json } from "@hookyard/core";
import type { Identity, Provider } from "@hookyard/core/provider";

/** What the preset calls the event of a payload that a list holds: as it would have named the webhook's, less headers. */
export function recordedIdentity({ identify }: Pick<Provider, "identify">, payload: Json): Identity {
  return identify({
    payload,
    whole: payload,
    index: 0,
    header: () => undefined,
    request: { method: "POST", url: "http://localhost/", headers: [], body: new Uint8Array() },
  });
}
