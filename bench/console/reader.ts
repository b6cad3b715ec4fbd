import { setTimeout as delay } from "node:timers/promises";

const pollMilliseconds = 5_000;

/**
 * Asks what an open live view asks, without a browser that takes a part of the machine: the stream of events, read as
 * fast as it comes, and what the page around it looks up every few seconds.
 */
export async function openReader(
  operatorUrl: string,
  key: string,
): Promise<{ readonly bytes: () => number; close(): Promise<void> }> {
  const base = `${operatorUrl}/console/api`;
  const own = { "x-hookyard-console": "1", origin: operatorUrl };
  const login = await fetch(`${base}/login`, {
    method: "POST",
    headers: { ...own, "content-type": "application/json" },
    body: JSON.stringify({ key }),
  });
  if (!login.ok) throw new Error(`the console answered ${login.status} to the login`);
  const headers = { ...own, cookie: login.headers.get("set-cookie")?.split(";")[0] ?? "" };
  const stop = new AbortController();
  let bytes = 0;
  const read = async (): Promise<void> => {
    const response = await fetch(`${base}/v1/events/tail`, {
      headers: { ...headers, accept: "text/event-stream" },
      signal: stop.signal,
    });
    if (!response.ok || response.body === null) throw new Error(`the tail answered ${response.status}`);
    for await (const chunk of response.body) bytes += chunk.byteLength;
  };
  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      for (const path of ["/v1/overview", "/v1/events?limit=100"]) {
        await (await fetch(base + path, { headers, signal: stop.signal })).text();
      }
      await delay(pollMilliseconds, undefined, { signal: stop.signal });
    }
  };
  const ended = Promise.allSettled([read(), poll()]);
  return {
    bytes: () => bytes,
    async close() {
      stop.abort();
      for (const result of await ended) {
        if (
          result.status === "rejected" &&
          !(result.reason instanceof Error && result.reason.name === "AbortError")
        )
          throw result.reason;
      }
    },
  };
}
