import { type KeyObject, X509Certificate } from "node:crypto";

/** Certificates looked at in one file; a chain has three or four. */
const maxCertificates = 10;
const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** What was published, looked at once. */
export interface Certificate {
  /** The public key of the first in the file. */
  readonly key: KeyObject;
  /** Whether all of the file are valid then. To be asked each time: one that is remembered may have run out. */
  readonly isValidAt: (time: Date) => boolean;
}

/**
 * The first certificate in PEM text, or `undefined` unless its common name is one of the names, and each of the file has
 * been issued by the next. Who vouches for the last one is not asked: fetch the text over TLS, from a pinned host.
 */
export function readCertificate(pem: string, names: readonly string[]): Certificate | undefined {
  try {
    const chain = [...pem.matchAll(pemBlock)]
      .slice(0, maxCertificates)
      .map(([text]) => new X509Certificate(text));
    const [leaf] = chain;
    if (leaf === undefined || !isNamed(leaf, names)) return undefined;
    if (!chain.every((certificate, index) => isIssued(certificate, chain[index + 1]))) return undefined;
    const from = Math.max(...chain.map(({ validFromDate }) => validFromDate.getTime()));
    const to = Math.min(...chain.map(({ validToDate }) => validToDate.getTime()));
    return { key: leaf.publicKey, isValidAt: (time) => from <= time.getTime() && time.getTime() <= to };
  } catch {
    return undefined; // no certificate: the caller says so with a reason, and OpenSSL's text is never shown
  }
}

function isNamed({ subject }: X509Certificate, names: readonly string[]): boolean {
  return subject.split("\n").some((part) => names.some((name) => part === `CN=${name}`));
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  return issuer === undefined || (certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
}
