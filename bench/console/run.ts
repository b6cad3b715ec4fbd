import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { consoleKeys } from "@hookyard/console";
import type { OwnerRecord } from "@hookyard/embedded";
import { hasChromium, launchChromium } from "../../test/console/support/chromium.ts";
import { startHookyardProcess } from "../../test/support/hookyard-process.ts";
import { fillWithEvents } from "./fill.ts";
import { framesDuring } from "./live.ts";
import { secret, sendAtRate, signedWebhooks } from "./load.ts";
import { openReader } from "./reader.ts";
import { searches, timeSearch } from "./search.ts";

// `npm run bench:console -- --events 1000000`: what people wait for in the console, and what the console costs senders.
const searchLimitMilliseconds = 200;
const frameLimitMilliseconds = 100;
const eventsPerSecond = 500;
/** What an open console may add to the 99th percentile of an acknowledgement: the noise of a calm machine. */
const ingestLimitMilliseconds = 5;

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "20" },
    times: { type: "string", default: "40" },
  },
});
const [events, seconds, times] = [values.events, values.seconds, values.times].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text}: write a whole number from 1`);
  return number;
}) as [number, number, number]; // safe: three in, three out

const home = mkdtempSync(join(tmpdir(), "hookyard-bench-console-"));
try {
  await measure(join(home, "data"));
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measure(dataDirectory: string): Promise<void> {
  process.stdout.write(`filling ${events.toLocaleString("en-US")} events …\n`);
  fillWithEvents(dataDirectory, events);
  const hookyard = await startHookyardProcess({
    routerFile: join(import.meta.dirname, "hookyard/router.ts"),
    dataDirectory,
    env: { HOOKYARD_SECRET_STRIPE: secret },
    flags: ["--log-level", "warn"],
  });
  try {
    const owner = readFileSync(join(dataDirectory, "owner.json"), "utf8");
    const { operatorToken } = JSON.parse(owner) as OwnerRecord; // safe: Hookyard wrote it
    await measureSearch({ operatorUrl: hookyard.operatorUrl, token: operatorToken });
    await measureLive(hookyard, consoleKeys(operatorToken).operator);
  } finally {
    await hookyard.remove();
  }
}

async function measureSearch(at: Parameters<typeof timeSearch>[0]): Promise<void> {
  for (const { what, query } of searches(events)) {
    const { p50, p95 } = await timeSearch(at, query, times);
    told(`search for ${what}, p95 ms (p50 ${p50.toFixed(1)})`, p95, p95 < searchLimitMilliseconds);
  }
}

interface Running {
  readonly url: string;
  readonly operatorUrl: string;
}

async function measureLive({ url, operatorUrl }: Running, key: string): Promise<void> {
  const count = eventsPerSecond * seconds;
  const send = async () => sendAtRate(await signedWebhooks(url, count), eventsPerSecond);
  await send(); // warm
  const alone = await send();
  told(`acknowledgement at ${eventsPerSecond}/s, nobody looking, p99 ms`, alone.p99, true);

  const reader = await openReader(operatorUrl, key);
  const watched = await send();
  const isRead = reader.bytes() > count * 100;
  await reader.close();
  if (!isRead) throw new Error("the live view was sent less than happened");
  const isUnchanged = watched.p99 - alone.p99 < ingestLimitMilliseconds;
  told("acknowledgement while a console reads along, p99 ms", watched.p99, isUnchanged);

  if (!hasChromium) return;
  const webhooks = await signedWebhooks(url, count);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${operatorUrl}/console/events#key=${key}`);
    await page.getByText("Live", { exact: true }).waitFor();
    let beside = alone;
    const { longest } = await framesDuring(page, async () => {
      beside = await sendAtRate(webhooks, eventsPerSecond);
    });
    told(`live view at ${eventsPerSecond}/s, longest frame, ms`, longest, longest < frameLimitMilliseconds);
    // No target: here the browser takes a part of the machine that the senders' side has to itself elsewhere.
    told("acknowledgement with the browser on the same machine, p99 ms", beside.p99, true);
  } finally {
    await browser.close();
  }
}

function told(what: string, value: number, isMet: boolean): void {
  process.stdout.write(`${what.padEnd(62)} ${value.toFixed(1).padStart(8)}  ${isMet ? "ok" : "MISSED"}\n`);
  if (!isMet) process.exitCode = 1;
}
