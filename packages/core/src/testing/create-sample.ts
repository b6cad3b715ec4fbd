import { ConfigError } from "../errors.ts";
import type { Json, JsonObject } from "../event.ts";
import { createSampleContext, type SampleEvent, samples } from "../sample/index.ts";

export interface CreateSampleOptions {
  /** The provider's own type. Default: its first sample. */
  readonly type?: string;
  readonly now: Date;
  /** Fresh bytes make fresh ids: each sample is a new event. */
  readonly random: (size: number) => Uint8Array;
  /** Of the source, where a sample has to name something of them. Default: those of the provider's samples. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Fields of the payload to set, by dotted path: `{ "data.object.amount": 1200 }`. */
  readonly set?: Readonly<Record<string, Json>>;
}

/** A delivery without its signature: what `signWebhook` takes, url and secret aside. */
export interface SampleRequest {
  readonly type: string;
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * A real-looking delivery of the provider. Throws `ConfigError` when there is no sample of that type, with the list.
 *
 * @example const request = await signWebhook(stripe, { secret, url, now, ...createSample(stripe, { now, random }) });
 */
export function createSample(provider: { readonly id: string }, options: CreateSampleOptions): SampleRequest {
  const provided = Object.hasOwn(samples, provider.id) ? samples[provider.id] : undefined;
  if (provided === undefined) throw new ConfigError(`there are no samples of ${provider.id}`);
  const type = options.type ?? Object.keys(provided.events)[0] ?? "";
  const make = Object.hasOwn(provided.events, type) ? provided.events[type] : undefined;
  if (make === undefined) {
    throw new ConfigError(
      `there is no sample ${provider.id} ${type}. There are: ${sampleTypes(provider).join(", ")}`,
    );
  }
  const context = createSampleContext(options.now, options.random, options.settings ?? provided.settings);
  const event = make(context);
  let { payload } = event;
  for (const [path, value] of Object.entries(options.set ?? {}))
    payload = setAt(payload, path.split("."), value, path);
  return {
    type,
    method: "POST",
    headers: { ...provided.headers(context, type), ...event.headers },
    body: Buffer.from(encodePayload(payload, event.encoding ?? "json"), "utf8"),
  };
}

/** The provider's types of which there are samples, the default first; empty where there are none. */
export function sampleTypes(provider: { readonly id: string }): readonly string[] {
  return Object.hasOwn(samples, provider.id) ? Object.keys(samples[provider.id]?.events ?? {}) : [];
}

/** A payload as it goes over the wire. */
export function encodePayload(payload: Json, encoding: NonNullable<SampleEvent["encoding"]>): string {
  switch (encoding) {
    case "json":
      return JSON.stringify(payload);
    case "payload-form":
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    case "form": {
      const fields = typeof payload === "object" && payload !== null ? Object.entries(payload) : [];
      const form = new URLSearchParams();
      for (const [name, value] of fields)
        form.append(name, typeof value === "string" ? value : JSON.stringify(value));
      return form.toString();
    }
  }
}

function setAt(target: Json, [name = "", ...rest]: readonly string[], value: Json, path: string): Json {
  if (typeof target !== "object" || target === null)
    throw new ConfigError(`cannot set ${path}: ${name} is inside a plain value`);
  if (Array.isArray(target)) {
    const index = Number(name);
    if (!Number.isInteger(index) || index < 0 || index > target.length) {
      throw new ConfigError(`cannot set ${path}: ${name} is no index of that list`);
    }
    return target.toSpliced(
      index,
      1,
      rest.length === 0 ? value : setAt(target[index] ?? {}, rest, value, path),
    );
  }
  const fields = target as JsonObject; // safe: an object that is no array
  const inner = Object.hasOwn(fields, name) ? (fields[name] ?? {}) : {};
  return { ...fields, [name]: rest.length === 0 ? value : setAt(inner, rest, value, path) };
}
