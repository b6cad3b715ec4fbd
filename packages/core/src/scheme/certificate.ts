import { type KeyObject, X509Certificate } from "node:crypto";

/** Certificates looked at in one file; a chain has three or four. */
const maxCertificates = 10;
const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface CertificateChecks {
  readonly now: Date;
  /** Common names of which the first certificate's subject must be one. */
  readonly names: readonly string[];
}

/**
 * The public key of the first certificate in PEM text, or `undefined` unless it carries one of the names, all of the
 * file are valid at that time, and each has been issued by the next. Who vouches for the last one is not asked: fetch
 * the text over TLS, from a pinned host.
 */
export function certificateKey(pem: string, { now, names }: CertificateChecks): KeyObject | undefined {
  try {
    const chain = [...pem.matchAll(pemBlock)]
      .slice(0, maxCertificates)
      .map(([text]) => new X509Certificate(text));
    const [leaf] = chain;
    if (
      leaf === undefined ||
      !leaf.subject.split("\n").some((part) => names.some((name) => part === `CN=${name}`))
    )
      return undefined;
    const isGood = chain.every(
      (certificate, index) => isValidAt(certificate, now) && isIssued(certificate, chain[index + 1]),
    );
    return isGood ? leaf.publicKey : undefined;
  } catch {
    return undefined; // no certificate: the caller says so with a reason, and OpenSSL's text is never shown
  }
}

function isValidAt(certificate: X509Certificate, now: Date): boolean {
  return certificate.validFromDate <= now && now <= certificate.validToDate;
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  return issuer === undefined || (certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
}
