import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type HookyardProcess,
  type ProcessOptions,
  startHookyardProcess,
} from "../support/hookyard-process.ts";
import { readJsonLines } from "../support/json-lines.ts";
import { type Received, receivedVariable } from "./fixture/received.ts";
import { bodyMarker, compose, type Sender, senders, stripeSender, type Unsigned } from "./senders.ts";

/** The variables with both secrets of each source, the newer first. */
export const secretVariables: Readonly<Record<string, string>> = Object.fromEntries(
  [...senders, { ...stripeSender, source: "small" }].map(({ source, secret, previousSecret }) => [
    `HOOKYARD_SECRET_${source.toUpperCase().replaceAll("-", "_")}`,
    `${secret},${previousSecret}`,
  ]),
);

/** Hookyard with the router `five`, and what its consumers got. */
export interface FiveProviders extends HookyardProcess {
  received(): readonly Received[];
  /** What of all that was told to it, secrets and signatures, it has printed. */
  leaked(): readonly string[];
  send(source: string, request: SendOptions): Promise<Response>;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream;
}

export async function startFiveProviders(options: Partial<ProcessOptions> = {}): Promise<FiveProviders> {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-received-"));
  const file = join(directory, "received.jsonl");
  const hookyard = await startHookyardProcess({
    routerFile: join(import.meta.dirname, "fixture/five/router.ts"),
    ...options,
    env: { ...secretVariables, [receivedVariable]: file, ...options.env },
  });
  const signatures = new Set<string>();
  return {
    ...hookyard,
    received: () => readJsonLines<Received>(file),
    leaked: () => leaksOf(hookyard, [...secretsOf(secretVariables), ...signatures]),
    send(source, { method = "POST", headers = {}, body }) {
      for (const { signatureHeader } of senders) {
        const signature = headers[signatureHeader] ?? "";
        if (signature.length >= 16) signatures.add(signature);
      }
      return fetch(`${hookyard.url}/webhooks/${source}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
        ...(body instanceof ReadableStream && { duplex: "half" }),
      });
    },
    async remove() {
      await hookyard.remove();
      rmSync(directory, { recursive: true, force: true });
      refuseLeaks(hookyard, [...secretsOf(secretVariables), ...signatures]);
    },
  };
}

/** What of these texts, and of bodies, stands in what a process has printed. */
function leaksOf({ printed }: Pick<HookyardProcess, "printed">, told: readonly string[]): readonly string[] {
  const text = printed.text();
  return [bodyMarker, ...told].filter((one) => text.includes(one));
}

/** Every test ends with this, whatever it was about: throws when a process has printed what it must not. */
export function refuseLeaks(hookyard: Pick<HookyardProcess, "printed">, told: readonly string[]): void {
  const leaks = leaksOf(hookyard, told);
  if (leaks.length > 0) throw new Error(`Hookyard printed what it must not: ${leaks.join(", ")}`);
}

export function secretsOf(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => name.startsWith("HOOKYARD_SECRET_"))
    .flatMap(([, value]) => value.split(","));
}

export interface SignedDelivery extends Unsigned {
  readonly headers: Readonly<Record<string, string>>;
}

export interface SignOptions {
  readonly secret?: string;
  readonly at?: Date;
  readonly unsigned?: Unsigned;
}

/** A new delivery, signed now with the newer secret unless said otherwise. */
export async function signed(sender: Sender, options: SignOptions = {}): Promise<SignedDelivery> {
  const { secret = sender.secret, at = new Date(), unsigned = compose(sender) } = options;
  return {
    body: unsigned.body,
    headers: { ...unsigned.headers, ...(await sender.sign(unsigned, secret, at)) },
  };
}
