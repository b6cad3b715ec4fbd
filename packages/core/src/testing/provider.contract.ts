import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Provider } from "../provider.ts";
import { type VerifyOptions, verifyWebhook } from "../verify.ts";
import { hardBodies } from "./hard-bodies.ts";
import { signWebhook, tamper } from "./sign-webhook.ts";

/** What signing one body takes, by somebody else's code. */
export interface OracleInput {
  readonly body: string;
  readonly secret: string;
  readonly at: Date;
}

/** A request's headers as somebody else's code would check them. */
export interface OracleQuestion extends OracleInput {
  readonly headers: Readonly<Record<string, string>>;
}

/** What verifying takes and what signing takes, where these are not the same. */
export interface KeyPair {
  readonly verify: string;
  readonly sign: string;
}

export interface ProviderContract {
  readonly provider: Provider;
  /** Two secrets of the form that the provider hands out; for asymmetric schemes two pairs. */
  readonly secrets: readonly [string | KeyPair, string | KeyPair];
  /** Signs as the provider does, in its own library's words or the test's: never by this package's schemes. */
  readonly sign: (
    input: OracleInput,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Throws, or gives anything but `true`, when the provider's own library does not believe the request. */
  readonly accepts?: (question: OracleQuestion) => unknown;
  /** The header that carries the signature, in lower case. */
  readonly header: string;
  /** Where the provider signs a time: how many seconds it may be off. */
  readonly toleranceSeconds?: number;
  /** Further headers that are signed, or carry the id. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  /** Bodies that the provider's own library does not take, by their name in {@link hardBodies}: `sign` judges them. */
  readonly notAccepted?: readonly string[];
}

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

/** What every provider whose signature covers the body must do. Call it once per provider. */
export function testProvider(contract: ProviderContract): void {
  const { provider, header, sign, accepts, headers: extra = {}, settings = {}, notAccepted = [] } = contract;
  const [{ verify: secret, sign: signingKey }, { verify: otherSecret }] = contract.secrets.map(asPair) as [
    KeyPair,
    KeyPair,
  ]; // safe: two in, two out
  const bodies = [...hardBodies, ["nothing", ""] as const];

  const verify = (
    headers: VerifyHeaders,
    body: string,
    options: Partial<Pick<VerifyOptions, "secrets" | "toleranceSeconds">> = {},
  ) =>
    verifyWebhook(
      provider,
      { method: "POST", url, headers, body: Buffer.from(body) },
      { secrets: [secret], now, settings, ...options },
    );
  const signed = async (body: string, at = now, by = signingKey): Promise<Record<string, string>> => ({
    ...extra,
    ...(await sign({ body, secret: by, at })),
  });

  describe(`${provider.id}: against an independent signer`, () => {
    test.each(bodies)("what it signs verifies: %s", async (_kind, body) => {
      expect(await verify(await signed(body), body)).toMatchObject({ ok: true, secretIndex: 0 });
    });

    test.each(bodies)("what we sign is the same, or believed: %s", async (kind, body) => {
      const { headers } = await signWebhook(provider, {
        secret: signingKey,
        url,
        body,
        now,
        headers: extra,
        settings,
      });

      if (accepts === undefined || notAccepted.includes(kind))
        expect(headers).toMatchObject(await signed(body));
      else expect(await accepts({ body, secret, at: now, headers })).toBe(true);
    });

    test.each(bodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
      expect(await verify(await signed(body), `${body} `)).toEqual({
        ok: false,
        reason: "signature_mismatch",
      });
    });
  });

  describe(`${provider.id}: secrets`, () => {
    test("any of several verifies, and which one is told", async () => {
      const headers = await signed("{}");

      expect(await verify(headers, "{}", { secrets: [otherSecret, secret] })).toMatchObject({
        ok: true,
        secretIndex: 1,
      });
    });

    test("another one, an empty one and none are refused", async () => {
      const headers = await signed("{}");

      expect(await verify(headers, "{}", { secrets: [otherSecret] })).toEqual({
        ok: false,
        reason: "signature_mismatch",
      });
      expect(await verify(headers, "{}", { secrets: [" "] })).toEqual({
        ok: false,
        reason: "secret_missing",
      });
      expect(await verify(headers, "{}", { secrets: [] })).toEqual({ ok: false, reason: "secret_missing" });
    });
  });

  describe(`${provider.id}: the header`, () => {
    test.each([
      ["missing", (): readonly Pair[] => [], "header_missing"],
      ["empty", (): readonly Pair[] => [[header, ""]], "header_empty"],
      ["oversized", (): readonly Pair[] => [[header, "a".repeat(9000)]], "header_oversized"],
    ] as const)("%s is refused with its own reason", async (_kind, over, reason) => {
      const others = Object.entries(await signed("{}")).filter(([name]) => name.toLowerCase() !== header);

      expect(await verify([...others, ...over()], "{}")).toEqual({ ok: false, reason });
    });

    test("cut short, or with something added, is refused", async () => {
      const good = await signed("{}");
      const value = good[header] ?? "";

      expect(await verify({ ...good, [header]: value.slice(0, -1) }, "{}")).toMatchObject({ ok: false });
      expect(await verify({ ...good, [header]: `${value}A` }, "{}")).toMatchObject({ ok: false });
    });
  });

  test.each(["signature", "body"] as const)(`${provider.id}: tampered %s is refused`, async (kind) => {
    const body = '{"id":"1","type":"a"}';
    const good = await signWebhook(provider, {
      secret: signingKey,
      url,
      body,
      now,
      headers: extra,
      settings,
    });

    const bad = await tamper(provider, good, kind, { secret: signingKey, now, settings });

    expect(await verifyWebhook(provider, bad, { secrets: [secret], now, settings })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  if (contract.toleranceSeconds !== undefined) testWindow(contract.toleranceSeconds);

  function testWindow(tolerance: number): void {
    const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

    test.each([-tolerance, 0, tolerance])(`${provider.id}: %i seconds off is believed`, async (seconds) => {
      expect(await verify(await signed("{}", at(seconds)), "{}")).toMatchObject({
        ok: true,
        timestamp: at(seconds),
      });
    });

    test.each([
      [-tolerance - 1, "timestamp_stale"],
      [tolerance + 1, "timestamp_in_future"],
    ] as const)(`${provider.id}: %i seconds off is %s`, async (seconds, reason) => {
      expect(await verify(await signed("{}", at(seconds)), "{}")).toEqual({
        ok: false,
        reason,
        skewSeconds: -seconds,
      });
    });

    test(`${provider.id}: an old request, signed rightly, is refused for its age`, async () => {
      const good = await signWebhook(provider, {
        secret: signingKey,
        url,
        body: "{}",
        now,
        headers: extra,
        settings,
      });

      const old = await tamper(provider, good, "clock", { secret: signingKey, now, settings });

      expect(await verifyWebhook(provider, old, { secrets: [secret], now, settings })).toEqual({
        ok: false,
        reason: "timestamp_stale",
        skewSeconds: 86_400,
      });
    });
  }
}

function asPair(secret: string | KeyPair): KeyPair {
  return typeof secret === "string" ? { verify: secret, sign: secret } : secret;
}

type Pair = readonly [string, string];
type VerifyHeaders = Readonly<Record<string, string>> | readonly Pair[];

/** Fresh bytes as hex, for secrets of tests. */
export function freshSecret(bytes = 16): string {
  return randomBytes(bytes).toString("hex");
}
