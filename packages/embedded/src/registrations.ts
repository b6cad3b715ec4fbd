import { mkdirSync } from "node:fs";
import { randomBytes } from "node:crypto";
import type { Router } from "@hookyard/core";
import { type LocalSecret, readLocal, writeLocal } from "./secrets.ts";

/** What is known of a source's endpoint at its provider. */
export interface StoredRegistration {
  /** Newest first; each but the current one is accepted until its end (RFC 3339). */
  readonly secrets: readonly { readonly value: string; readonly until?: string }[];
  readonly endpoint?: NonNullable<LocalSecret["endpoint"]>;
  readonly retiring: readonly { readonly id: string; readonly until: string }[];
}

/**
 * The registrations of a data directory, beside its secrets and readable by its owner alone. A running process takes a
 * change up by itself. What is written is on disk when `write` resolves.
 */
export function createRegistrationStore({
  dataDirectory,
  router,
}: {
  readonly dataDirectory: string;
  readonly router: Router;
}): {
  read(source: string): Promise<StoredRegistration>;
  write(source: string, registration: StoredRegistration): Promise<void>;
} {
  return {
    async read(source) {
      const all = readLocal(dataDirectory);
      const own = Object.hasOwn(all, source) ? all[source] : undefined;
      if (own === undefined) return { secrets: [], retiring: [] };
      return {
        secrets: [
          ...(own.verify === "" ? [] : [{ value: own.verify }]),
          ...(own.older ?? []).map(({ verify, until }) => ({ value: verify, until })),
        ],
        ...(own.endpoint !== undefined && { endpoint: own.endpoint }),
        retiring: own.retiring ?? [],
      };
    },
    async write(source, { secrets: [current, ...older], endpoint, retiring }) {
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
      const verify = current?.value ?? "";
      const entry: LocalSecret = {
        verify,
        ...(canSign(router, source) && { sign: verify }),
        ...(older.length > 0 && {
          older: older.flatMap(({ value, until }) => (until === undefined ? [] : [{ verify: value, until }])),
        }),
        ...(endpoint !== undefined && { endpoint }),
        ...(retiring.length > 0 && { retiring }),
      };
      writeLocal(dataDirectory, { ...readLocal(dataDirectory), [source]: entry });
    },
  };
}

/** The endpoint that a source was registered with last, if it was. */
export function readEndpoint(dataDirectory: string, source: string): StoredRegistration["endpoint"] {
  const all = readLocal(dataDirectory);
  return Object.hasOwn(all, source) ? all[source]?.endpoint : undefined;
}

/** Whether what verifies also signs: not where the provider has a private key. */
function canSign(router: Router, source: string): boolean {
  const secret = router.sources[source]?.provider.scheme.createSecret(randomBytes);
  return secret !== undefined && secret.verify === secret.sign;
}
