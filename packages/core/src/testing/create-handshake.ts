import type { Provider } from "../provider.ts";
import { createSampleContext, samples } from "../sample/index.ts";
import type { HandshakeSample } from "../sample/sample.ts";
import { encodePayload } from "./create-sample.ts";
import { type SignedRequest, signWebhook, type SignWebhookOptions } from "./sign-webhook.ts";

export type CreateHandshakeOptions = Pick<SignWebhookOptions, "secret" | "url" | "now" | "settings"> & {
  readonly random: (size: number) => Uint8Array;
};

/** What a provider asks about an endpoint, as a request, and what it wants to hear. */
export interface HandshakeRequest {
  readonly name: string;
  readonly request: SignedRequest;
  readonly answer: HandshakeSample["answer"];
  /** Where it is answered by asking the provider in return. */
  readonly confirmation?: HandshakeSample["confirmation"];
}

/**
 * What the provider asks before it sends, signed where it signs that. Empty where it asks nothing, or where there is
 * no sample of it.
 */
export async function createHandshakes(
  provider: Pick<Provider, "id" | "scheme">,
  { secret, url, now, settings, random }: CreateHandshakeOptions,
): Promise<readonly HandshakeRequest[]> {
  const provided = Object.hasOwn(samples, provider.id) ? samples[provider.id] : undefined;
  const requests: HandshakeRequest[] = [];
  const { origin, pathname } = new URL(url);
  const endpoint = origin + pathname;
  for (const [name, make] of Object.entries(provided?.handshakes ?? {})) {
    const {
      method = "POST",
      query = {},
      headers = {},
      payload,
      encoding = "json",
      isSigned,
      answer,
      confirmation,
    } = make(createSampleContext(now, random, settings ?? provided?.settings), { secret, url: endpoint });
    const target = new URL(url);
    for (const [key, value] of Object.entries(query)) target.searchParams.set(key, value);
    const body = payload === undefined ? "" : encodePayload(payload, encoding);
    const unsigned: SignedRequest = {
      method,
      url: target.href,
      headers,
      body: Uint8Array.from(Buffer.from(body, "utf8")),
    };
    const request = isSigned
      ? await signWebhook(provider, { ...unsigned, secret, now, ...(settings !== undefined && { settings }) })
      : unsigned;
    requests.push({ name, request, answer, ...(confirmation !== undefined && { confirmation }) });
  }
  return requests;
}
