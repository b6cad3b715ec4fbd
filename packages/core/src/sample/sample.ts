import type { Json } from "../event.ts";

/** What samples are made from: nothing ambient, so that the same input gives the same bytes. */
export interface SampleContext {
  readonly now: Date;
  readonly random: (size: number) => Uint8Array;
  /** Fresh letters and digits, for ids. Default 24 of them. */
  readonly id: (length?: number) => string;
  /** Fresh decimal digits without a leading zero. */
  readonly digits: (length: number) => string;
  /** A fresh UUID, version 4. */
  readonly uuid: () => string;
  /** What the source is told besides its secrets: a sample has to name the topic, the token that this source wants. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The endpoint that a provider asks about. */
export interface AskedEndpoint {
  /** The source's secret, for a provider that says it in the question (Strava's verify token). */
  readonly secret: string;
  /** Without a query. */
  readonly url: string;
}

/** One event as a provider would write it. */
export interface SampleEvent {
  readonly payload: Json;
  /** Headers of this type of event alone, over those of every delivery. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `payload-form` is a form whose one field `payload` holds the JSON. Default `json`. */
  readonly encoding?: "json" | "form" | "payload-form";
}

/** What a provider asks about an endpoint before it sends, and what it wants to hear. */
export interface HandshakeSample {
  /** Default `POST`. */
  readonly method?: "POST" | "GET" | "HEAD" | "OPTIONS";
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Json;
  /** Default `json`. */
  readonly encoding?: SampleEvent["encoding"];
  readonly isSigned: boolean;
  readonly answer: {
    readonly status: number;
    /** Absent where it does not matter. */
    readonly body?: string;
    /** Names in lower case. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /**
   * Where the question is answered by asking the provider in return (AWS SNS): what is asked of it, what it says, and
   * what it hears where it does not say so. It knows nothing of a sample, so that is what a sample is answered with
   * wherever nobody stands in for the provider.
   */
  readonly confirmation?: {
    readonly url: string;
    readonly says: string;
    readonly unconfirmed: HandshakeSample["answer"];
  };
}

/** The samples of one provider. */
export interface ProviderSamples {
  /** What comes with every delivery, whatever its type: user agent, ids. */
  readonly headers: (context: SampleContext, type: string) => Readonly<Record<string, string>>;
  /** What a source has to be told besides its secrets before anything verifies (PayPal's webhook id), for trying out. */
  readonly settings?: Readonly<Record<string, string>>;
  /** By the provider's type; the first is the default. */
  readonly events: Readonly<Record<string, (context: SampleContext) => SampleEvent>>;
  /**
   * What it asks about an endpoint, by the name that its documentation has for it. Absent where it asks nothing.
   */
  readonly handshakes?: Readonly<
    Record<string, (context: SampleContext, endpoint: AskedEndpoint) => HandshakeSample>
  >;
}

/** Returns its argument with exact types. */
export function defineSamples<const Samples extends ProviderSamples>(samples: Samples): Samples {
  return samples;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A context out of a clock, a source of random bytes and the source's settings. */
export function createSampleContext(
  now: Date,
  random: (size: number) => Uint8Array,
  settings: Readonly<Record<string, string>> = {},
): SampleContext {
  const pick = (length: number, alphabet: string): string =>
    Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join("");
  return {
    now,
    random,
    settings,
    id: (length = 24) => pick(length, letters),
    digits: (length) => pick(1, "123456789") + pick(length - 1, "0123456789"),
    uuid: () => {
      const bytes = Buffer.from(random(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}

/** Unix seconds. */
export function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
