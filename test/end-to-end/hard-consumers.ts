import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing";
import { eventually } from "../support/eventually.ts";
import {
  type HookyardProcess,
  type ProcessOptions,
  startHookyardProcess,
} from "../support/hookyard-process.ts";
import { readJsonLines } from "../support/json-lines.ts";
import { refuseLeaks, type SignedDelivery, signed } from "./five-providers.ts";
import { gateVariable } from "./fixture/gate.ts";
import { type Received, receivedVariable } from "./fixture/received.ts";
import { bodyMarker, stripeSender } from "./senders.ts";

/** A place in which Hookyard is started, killed and started again with the router `hard`. */
export interface HardWorld {
  readonly dataDirectory: string;
  start(options?: Partial<ProcessOptions>): Promise<HookyardProcess>;
  openGate(): void;
  /** What the consumers wrote, of all processes. */
  received(consumer?: string): readonly Received[];
  /** Resolves when a consumer has written so much. */
  untilReceived(consumer: string, count: number): Promise<readonly Received[]>;
  remove(): Promise<void>;
}

export function createHardWorld(): HardWorld {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-hard-"));
  const dataDirectory = join(directory, "data");
  const file = join(directory, "received.jsonl");
  const gate = join(directory, "gate");
  const processes: HookyardProcess[] = [];
  const received = (consumer?: string): readonly Received[] =>
    readJsonLines<Received>(file).filter((line) => consumer === undefined || line.consumer === consumer);
  return {
    dataDirectory,
    received,
    async start(options = {}) {
      const hookyard = await startHookyardProcess({
        routerFile: join(import.meta.dirname, "fixture/hard/router.ts"),
        dataDirectory,
        ...options,
        env: {
          HOOKYARD_SECRET_STRIPE: stripeSender.secret,
          [receivedVariable]: file,
          [gateVariable]: gate,
          ...options.env,
        },
      });
      processes.push(hookyard);
      return hookyard;
    },
    openGate: () => writeFileSync(gate, ""),
    untilReceived: (consumer, count) =>
      eventually(
        () => received(consumer),
        ({ length }) => length >= count,
        { what: `${count} lines of ${consumer}` },
      ),
    async remove() {
      await Promise.all(processes.map((hookyard) => hookyard.remove()));
      rmSync(directory, { recursive: true, force: true });
      for (const hookyard of processes) refuseLeaks(hookyard, [stripeSender.secret]);
    },
  };
}

/** A new, signed Stripe event of Stripe's own type. */
export function stripeEvent(type: string): Promise<SignedDelivery> {
  const { headers, body } = createSample(stripe, {
    type,
    now: new Date(),
    random: randomBytes,
    set: { marker: bodyMarker },
  });
  return signed(stripeSender, { unsigned: { headers, body: Buffer.from(body).toString() } });
}

export function postStripe(
  { url }: Pick<HookyardProcess, "url">,
  delivery: SignedDelivery,
): Promise<Response> {
  return fetch(`${url}/webhooks/stripe`, { method: "POST", ...delivery });
}

/** Sends a new event and resolves with its id; throws when it is not accepted. */
export async function acceptStripe(hookyard: Pick<HookyardProcess, "url">, type: string): Promise<string> {
  const response = await postStripe(hookyard, await stripeEvent(type));
  const answer: unknown = await response.json();
  const isAccepted =
    typeof answer === "object" && answer !== null && Reflect.get(answer, "status") === "accepted";
  if (!isAccepted) throw new Error(`not accepted: ${response.status} ${JSON.stringify(answer)}`);
  return String(Reflect.get(answer, "id"));
}
