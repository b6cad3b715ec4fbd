import type { WantedEndpoint } from "../endpoint/endpoint.ts";

/** The URL to enter at a provider that signs nothing: with our secret in its query, under the name that the preset reads. */
export function urlWithSecret({ url, secret }: WantedEndpoint, name: string): string {
  if (secret === undefined) return url;
  const address = new URL(url);
  address.searchParams.set(name, secret);
  return address.href;
}

/** Such a URL without the secret, which is shown to nobody; what is no URL as it is. */
export function urlWithoutSecret(text: string, name: string): string {
  if (!URL.canParse(text)) return text;
  const address = new URL(text);
  address.searchParams.delete(name);
  return address.href;
}
