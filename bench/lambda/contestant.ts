import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bundle, bundleFunction, functionsFolder } from "../../test/lambda/support/bundle.ts";
import { withFixtureRouter } from "../../test/lambda/support/deploy.ts";
import { environmentOnly } from "./environment-only.ts";

const handlers = fileURLToPath(new URL("./handler/", import.meta.url));
const fixture = fileURLToPath(new URL("../../test/lambda/fixture/", import.meta.url));

/** A function in the contest. */
export interface Contestant {
  readonly name: string;
  /** What it is handed: a webhook, or a message of a queue or a partner bus. */
  readonly takes: "webhook" | "delivery" | "overflow" | "partner event";
  readonly bundle: Bundle;
  /** Bytes that are loaded at the start when the default chain of credentials is left out. */
  readonly startBytesEnvironmentOnly: number;
}

const ingest = join(functionsFolder, "ingest.ts");

/** What is compared: Hookyard's functions, and what does the work of its ingest otherwise. */
export const sources = [
  { name: "ingest", takes: "webhook", file: ingest },
  { name: "hand-written", takes: "webhook", file: join(handlers, "hand-written.ts") },
  { name: "hand-written, own calls", takes: "webhook", file: join(handlers, "hand-written-lean.ts") },
  { name: "bare Hono", takes: "webhook", file: join(handlers, "bare-hono.ts") },
  {
    name: "bare Hono, EventBridge only",
    takes: "webhook",
    file: join(handlers, "bare-hono-event-bridge.ts"),
  },
  { name: "stripe + middy", takes: "webhook", file: join(handlers, "stripe-middy.ts") },
  { name: "consumer", takes: "delivery", file: join(fixture, "consumers/obey.ts") },
  { name: "overflow", takes: "overflow", file: join(functionsFolder, "overflow.ts") },
  { name: "partner", takes: "partner event", file: join(functionsFolder, "partner.ts") },
] as const satisfies readonly (Pick<Contestant, "name" | "takes"> & { readonly file: string })[];

/** Bundles everything that is compared, as SST does. The partner function is given the tests' router, which has a partner bus. */
export async function bundleAll(folder: string): Promise<readonly Contestant[]> {
  const contestants: Contestant[] = [];
  for (const { name, takes, file } of sources) {
    const own = name === "partner" ? [withFixtureRouter] : [];
    const bundle = await bundleFunction(file, folder, { name, plugins: own });
    const lean = await bundleFunction(file, folder, {
      name: `${name}-environment`,
      plugins: [...own, environmentOnly],
    });
    contestants.push({ name, takes, bundle, startBytesEnvironmentOnly: lean.startBytes });
  }
  return contestants;
}
