import { createHmac } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { Provider } from "../provider.ts";
import type { SignatureReason } from "../scheme/scheme.ts";
import { testProvider } from "./provider.contract.ts";
import { verifyWebhook } from "../verify.ts";

/** When every request is signed and arrives. */
export const now = new Date("2026-01-01T00:00:00Z");

export const secret = "a shared secret";

export const url = "https://hooks.example.com/webhooks/source";

/** Somebody else's knowledge of a provider's signature: its own library, or its documentation in plain code. */
export interface Oracle {
  readonly header: string;
  readonly secrets?: readonly [string, string];
  readonly headers?: Readonly<Record<string, string>>;
  readonly sign: (body: string, at: Date) => OracleHeaders | Promise<OracleHeaders>;
  readonly accepts?: (headers: OracleHeaders, body: string) => unknown;
  readonly toleranceSeconds?: number;
  /** Values of the header that are refused over the body `{}`, each with its reason. */
  readonly malformed: readonly (readonly [SignatureReason, string])[];
}

/** Names in lower case. */
export type OracleHeaders = Readonly<Record<string, string>>;

/**
 * What every preset must do ({@link testProvider}), against that oracle, and the refusals of malformed headers. Call it
 * once per preset.
 */
export function testSignatures(provider: Provider, oracle: Oracle): void {
  const { accepts, header, headers = {}, secrets = [secret, "another secret"] } = oracle;
  testProvider({
    provider,
    header,
    secrets,
    headers,
    sign: ({ body, at }) => oracle.sign(body, at),
    ...(accepts !== undefined && { accepts: (asked) => accepts(asked.headers, asked.body) }),
    ...(oracle.toleranceSeconds !== undefined && { toleranceSeconds: oracle.toleranceSeconds }),
  });

  test.each(oracle.malformed)(`${provider.id}: %s for %s`, async (reason, value) => {
    const given = { ...headers, ...(await oracle.sign("{}", now)), [header]: value };
    const request = { method: "POST", url, headers: given, body: Buffer.from("{}") };

    expect(await verifyWebhook(provider, request, { secrets: secrets.slice(0, 1), now })).toMatchObject({
      ok: false,
      reason,
    });
  });
}

/** By itself, and not by way of our own schemes. */
export function hmac(
  algorithm: string,
  key: string | Buffer,
  content: string,
  encoding: "hex" | "base64" = "hex",
) {
  return createHmac(algorithm, key).update(content, "utf8").digest(encoding);
}

/** Unix seconds. */
export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** For libraries that ask the machine for the time. */
export function atThatTime<Value>(ask: () => Value): Value {
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    return ask();
  } finally {
    vi.useRealTimers();
  }
}
