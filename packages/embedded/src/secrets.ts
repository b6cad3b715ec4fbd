import { secretVariable } from "@hookyard/core/secret-variable";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Router } from "@hookyard/core";
import { ConfigError } from "@hookyard/core/errors";

export type SecretOrigin = "environment" | "local" | "none";

/** The secrets of a router's sources. The arrays stay the same ones: schemes keep the keys made from them. */
export interface Secrets {
  /** What verifies: any of them may. */
  verify(source: string): readonly string[];
  /** What a sample of this source is signed with, where it is at hand. */
  sign(source: string): string | undefined;
  origin(source: string): SecretOrigin;
}

/** What verifies, by source: as it crosses to another thread. */
export type SecretsBySource = Readonly<Record<string, readonly string[]>>;

export function secretsBySource(
  router: Pick<Router, "sources">,
  secrets: Pick<Secrets, "verify">,
): SecretsBySource {
  return Object.fromEntries(Object.keys(router.sources).map((source) => [source, secrets.verify(source)]));
}

/** The secrets of a process that goes on. */
export interface RenewableSecrets extends Secrets {
  /** Takes up what was registered or rotated since, and lets go of what is over. Whether anything changed. */
  renew(): Promise<boolean>;
}

interface SourceSecrets {
  readonly verify: readonly string[];
  readonly sign: string | undefined;
  readonly origin: SecretOrigin;
}

/** What is kept for one source. */
export interface LocalSecret {
  readonly verify: string;
  /** Absent where the provider alone can sign. */
  readonly sign?: string;
  /** What came before it, each accepted until then; RFC 3339. */
  readonly older?: readonly { readonly verify: string; readonly until: string }[];
  /** The endpoint that was registered at the provider with this secret. */
  readonly endpoint?: {
    readonly id: string;
    readonly url: string;
    readonly hasSecret: boolean;
    readonly secretDigest?: string;
  };
  /** Endpoints that it replaced, still to be removed. */
  readonly retiring?: readonly { readonly id: string; readonly until: string }[];
}

export interface SecretsOptions {
  readonly router: Router;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDirectory: string;
}

/** Secrets from `HOOKYARD_SECRET_<SOURCE>`, else those made for this data directory. Throws `ConfigError` on a value that cannot be one. */
export function readSecrets(options: SecretsOptions): Secrets {
  return secretsOf(options, readLocal(options.dataDirectory));
}

/** The same, with a local secret made for each source that has none at all; `created` names those sources. */
export function createMissingSecrets(options: SecretsOptions): {
  readonly secrets: RenewableSecrets;
  readonly created: readonly string[];
} {
  const local = readLocal(options.dataDirectory);
  const known = secretsOf(options, local);
  const created = Object.values(options.router.sources).filter(({ name }) => known.origin(name) === "none");
  if (created.length === 0) return { secrets: known, created: [] };
  const made = created.map(
    ({ name, provider }) => [name, provider.scheme.createSecret(randomBytes)] as const,
  );
  const all = { ...local, ...Object.fromEntries(made) };
  writeLocal(options.dataDirectory, all);
  return { secrets: secretsOf(options, all), created: created.map(({ name }) => name) };
}

/** An environment without Hookyard's own secrets: what handlers get. */
export function withoutSecrets(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !name.startsWith("HOOKYARD_SECRET_") && !name.startsWith("HOOKYARD_API_KEY_"),
    ),
  );
}

function secretsOf(options: SecretsOptions, local: Readonly<Record<string, LocalSecret>>): RenewableSecrets {
  const { router, env, dataDirectory } = options;
  const sources = new Map<string, SourceSecrets>();
  const take = (kept: Readonly<Record<string, LocalSecret>>): boolean => {
    let isChanged = false;
    for (const source of Object.keys(router.sources)) {
      const given = fromEnvironment(env, source);
      const own = Object.hasOwn(kept, source) ? kept[source] : undefined;
      const verify = given.length > 0 ? given : acceptedNow(own);
      if (verify.length === 0) continue;
      const known = sources.get(source)?.verify;
      if (known?.join("\n") === verify.join("\n")) continue; // the same array as long as they are the same
      const isGiven = given.length > 0;
      sources.set(source, {
        verify,
        sign: isGiven ? given[0] : own?.sign,
        origin: isGiven ? "environment" : "local",
      });
      isChanged = true;
    }
    return isChanged;
  };
  take(local);
  return {
    async renew() {
      const text = await readFile(secretsFile(dataDirectory), "utf8").catch(() => undefined);
      return text === undefined ? false : take(JSON.parse(text) as Record<string, LocalSecret>); // safe: `writeLocal` wrote it whole
    },
    verify: (source) => sources.get(source)?.verify ?? none,
    sign: (source) => sources.get(source)?.sign,
    origin: (source) => sources.get(source)?.origin ?? "none",
  };
}

const none: readonly string[] = [];

function acceptedNow(own: LocalSecret | undefined): readonly string[] {
  if (own === undefined) return none;
  const older = (own.older ?? []).filter(({ until }) => Date.parse(until) > Date.now());
  return [own.verify, ...older.map(({ verify }) => verify)];
}

function fromEnvironment(env: SecretsOptions["env"], source: string): readonly string[] {
  const variable = secretVariable(source);
  const value = env[variable];
  if (value === undefined) return none;
  const secrets = value
    .split(",")
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
  if (secrets.length === 0) {
    throw new ConfigError(
      `${variable} is set but empty. Give it the secret of source "${source}", or unset it`,
    );
  }
  return secrets;
}

/** Where the secrets of a data directory are. */
export function secretsFile(directory: string): string {
  return join(directory, "secrets.json");
}

/** Everything that is kept for the sources; throws `ConfigError` where the file is damaged. */
export function readLocal(directory: string): Readonly<Record<string, LocalSecret>> {
  const file = secretsFile(directory);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, LocalSecret>; // safe: `writeLocal` wrote it whole
  } catch {
    throw new ConfigError(
      `${file} cannot be read as JSON. Restore it, or remove it to have new local secrets made`,
    );
  }
}

/** Replaces it whole: durable, and readable by its owner alone. */
export function writeLocal(directory: string, secrets: Readonly<Record<string, LocalSecret>>): void {
  const file = secretsFile(directory);
  const descriptor = openSync(`${file}.new`, "w", 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(secrets, undefined, 2));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
}
