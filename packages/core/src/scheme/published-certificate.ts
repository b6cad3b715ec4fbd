import { type Certificate, readCertificate } from "./certificate.ts";
import { createKeyCache } from "./key-cache.ts";
import { fetchPinned } from "./pinned-fetch.ts";
import type { SignatureReason, VerifyInput } from "./scheme.ts";

interface PublishedKey {
  /** The key in PEM, always in the same array: so it is imported once. */
  readonly secrets: readonly string[];
  readonly certificate: Certificate;
}

export interface CertificateAddress {
  /** Looked at by the caller: it knows how this provider's addresses are. */
  readonly url: string;
  /** The one host that it may be fetched from. */
  readonly host: string;
  /** Common names of which the certificate has to have one. */
  readonly names: readonly string[];
}

/** Gets the keys of certificates, in the form of a scheme's secrets; or why they cannot be had. */
export type FindCertificate = (
  address: CertificateAddress,
  input: Pick<VerifyInput, "now" | "fetch">,
) => Promise<readonly string[] | { readonly reason: SignatureReason }>;

/** Certificates that a provider publishes: fetched from a pinned host, kept for a day, and valid each time. */
export function createPublishedCertificates(): FindCertificate {
  const keys = createKeyCache<PublishedKey>({ freshSeconds: 86_400 });
  return async ({ url, host, names }, { now, fetch }) => {
    if (fetch === undefined) return { reason: "key_unavailable" };
    const found = await keys.get(url, {
      now,
      load: async () => {
        const bytes = await fetchPinned(url, { fetch, hosts: [host] });
        const certificate = readCertificate(Buffer.from(bytes ?? []).toString("latin1"), names);
        if (certificate === undefined) return undefined;
        const pem = certificate.key.export({ type: "spki", format: "pem" }).toString();
        return { secrets: [pem], certificate };
      },
    });
    return found?.certificate.isValidAt(now) === true ? found.secrets : { reason: "key_unavailable" };
  };
}
