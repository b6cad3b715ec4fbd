import type { EventQuery } from "@hookyard/core";
import { type Spread, spreadOf } from "../ingest/percentiles.ts";

/** What people search for, as the console asks it; a page each. `events`: how many there are. */
export function searches(events: number): readonly { readonly what: string; readonly query: SearchQuery }[] {
  const middle = `p${Math.floor(events / 2)}`;
  return [
    { what: "the newest", query: {} },
    { what: "a type", query: { type: "payment.*" } },
    { what: "a source", query: { source: "stripe" } },
    { what: "a subject", query: { subject: `subject of ${middle}` } },
    { what: "the provider's id", query: { providerId: middle } },
    { what: "a state", query: { state: "dead" } },
    { what: "a time", query: { until: new Date(Date.now() - 60_000 - events / 2).toISOString() } },
    {
      what: "a path in the body",
      query: { where: '{"data":{"original":{"amount":[{"numeric":[">",990]}]}}}' },
    },
    { what: "one body of all", query: { where: `{"data":{"original":{"id":["${middle}"]}}}` } },
  ];
}

/** A query as it stands in the address. */
type SearchQuery = Readonly<
  Partial<Record<Exclude<keyof EventQuery, "limit" | "cursor" | "where">, string>>
> & {
  readonly where?: string;
};

/** Milliseconds of one search, asked over HTTP so many times, one after the other. */
export async function timeSearch(
  { operatorUrl, token }: { readonly operatorUrl: string; readonly token: string },
  query: SearchQuery,
  times: number,
): Promise<Spread & { readonly p95: number }> {
  const address = new URL("/v1/events", operatorUrl);
  for (const [name, value] of Object.entries({ ...query, limit: "100" })) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  const durations = new Float64Array(times);
  for (let index = 0; index < times; index++) {
    const started = performance.now();
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${address.search} was answered ${response.status}: ${text}`);
    durations[index] = performance.now() - started;
  }
  const p95 = durations.toSorted()[Math.ceil(times * 0.95) - 1] ?? Number.NaN;
  return { ...spreadOf(durations), p95 };
}
