import type { EndpointApi } from "../endpoint/endpoint.ts";
import type { FakeProvider } from "./fake-account.ts";

/** The endpoints of a played provider, for the source `mine` at noon of 2026-05-01. Nothing waits; what would is told. */
export function openFake(
  { client, key, settings }: Pick<FakeProvider, "client" | "key" | "settings">,
  waited: (milliseconds: number) => void = () => undefined,
): EndpointApi {
  const { endpoints } = client.open({
    source: "mine",
    key,
    settings,
    fetch: globalThis.fetch,
    now: () => new Date("2026-05-01T12:00:00Z"),
    wait: async (milliseconds) => waited(milliseconds),
    signal: new AbortController().signal,
  });
  if (endpoints === undefined) throw new TypeError("this client makes no endpoints");
  return endpoints;
}
