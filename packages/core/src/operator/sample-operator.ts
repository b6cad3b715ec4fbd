import * as v from "valibot";
import type { Router } from "../router/router.ts";
import { OperatorError } from "./operator-error.ts";

/** Sends signed samples to the sources of a router, as their providers would. */
export interface SampleOperator {
  /** The provider's types of which there are samples, the default first. `undefined` when there is no such source. */
  types(source: string): Promise<readonly string[] | undefined>;
  /**
   * Sends a new sample through the source's own URL. Without a type, the default one. Throws `OperatorError`
   * `sample_impossible` where none can be made or signed here. `undefined` when there is no such source.
   */
  send(source: string, type: string | undefined): Promise<SampleReport | undefined>;
}

/** How a sample was answered. */
export interface SampleReport {
  readonly type: string;
  readonly status: number;
  /** `accepted`, `duplicate`, or the code of the refusal. */
  readonly outcome: string;
  /** The event that it became, where the answer names it. */
  readonly id?: string;
}

export interface SampleOperatorOptions {
  readonly router: Pick<Router, "sources">;
  /** What a source's samples are signed with, where it is at hand. */
  readonly sign: (source: string) => string | undefined;
  /** The address that providers post to, without a path: some sign it. */
  readonly url: string;
  /** Where this process itself listens. */
  readonly localUrl: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
}

const timeoutMilliseconds = 30_000;

export function createSampleOperator(options: SampleOperatorOptions): SampleOperator {
  const find = (name: string) =>
    Object.hasOwn(options.router.sources, name) ? options.router.sources[name] : undefined;
  return {
    async types(name) {
      const source = find(name);
      return source === undefined ? undefined : (await testing()).sampleTypes(source.provider);
    },
    async send(name, type) {
      const source = find(name);
      if (source === undefined) return undefined;
      const { provider, settings } = source;
      const { createSample, sampleTypes, signWebhook } = await testing();
      const types = sampleTypes(provider);
      const wanted = type ?? types[0];
      if (wanted === undefined || !types.includes(wanted)) {
        const known = types.length === 0 ? "There are none of it" : `There are: ${types.join(", ")}`;
        throw new OperatorError(
          "sample_impossible",
          `There is no ${provider.name} sample${type === undefined ? "" : " of this type"}. ${known}.`,
        );
      }
      const secret = options.sign(name);
      if (secret === undefined) {
        throw new OperatorError(
          "sample_impossible",
          `What ${provider.name} signs with is not here: only ${provider.name} has it. Send a test webhook from its own dashboard.`,
        );
      }
      const now = options.now();
      const sample = createSample(provider, { type: wanted, now, random: options.random, settings });
      const { method, headers, body } = sample;
      const url = `${options.url}/webhooks/${name}`;
      const signed = await signWebhook(provider, { secret, url, method, headers, body, now, settings });
      const { pathname, search } = new URL(signed.url);
      const answer = await post(options, `${pathname}${search}`, {
        method: signed.method,
        headers: signed.headers,
        body: signed.body,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      return { type: wanted, ...answer };
    },
  };
}

async function post(
  { fetch, localUrl }: SampleOperatorOptions,
  path: string,
  request: RequestInit,
): Promise<Omit<SampleReport, "type">> {
  try {
    const response = await fetch(new URL(path, localUrl), request);
    return readAnswer(response.status, await response.text());
  } catch (cause) {
    throw new OperatorError("sample_impossible", `${localUrl} does not answer, so no sample could be sent.`, {
      cause,
    });
  }
}

/** Samples of all providers weigh something: they are loaded when they are first wanted. */
function testing() {
  return import("../testing/index.ts");
}

const ingestAnswer = v.object({
  id: v.exactOptional(v.string()),
  status: v.exactOptional(v.unknown()),
  code: v.exactOptional(v.string()),
});

function readAnswer(status: number, body: string): Omit<SampleReport, "type"> {
  const { id, status: told, code } = parsed(body);
  const outcome = status < 300 ? told : code;
  return {
    status,
    outcome: typeof outcome === "string" ? outcome : status < 300 ? "accepted" : `status ${status}`,
    ...(id !== undefined && { id }),
  };
}

/** Some providers want an answer that is not JSON. */
function parsed(body: string): v.InferOutput<typeof ingestAnswer> {
  try {
    const result = v.safeParse(ingestAnswer, JSON.parse(body));
    return result.success ? result.output : {};
  } catch {
    return {};
  }
}

export const sampleTypesAnswer = v.array(v.string());

export const sampleAnswer = v.object({
  type: v.string(),
  status: v.number(),
  outcome: v.string(),
  id: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, SampleReport>;
