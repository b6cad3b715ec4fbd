import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, type Router } from "@hookyard/core";

export type SecretOrigin = "environment" | "local" | "none";

/** The secrets of a router's sources. The arrays stay the same ones: schemes keep the keys made from them. */
export interface Secrets {
  /** What verifies: any of them may. */
  verify(source: string): readonly string[];
  /** What a sample of this source is signed with, where it is at hand. */
  sign(source: string): string | undefined;
  origin(source: string): SecretOrigin;
}

interface SourceSecrets {
  readonly verify: readonly string[];
  readonly sign: string | undefined;
  readonly origin: SecretOrigin;
}

interface LocalSecret {
  readonly verify: string;
  readonly sign: string;
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
  readonly secrets: Secrets;
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

/** The variable that holds a source's secrets: upper case, `-` becomes `_`. */
export function secretVariable(source: string): string {
  return `HOOKYARD_SECRET_${source.toUpperCase().replaceAll("-", "_")}`;
}

/** An environment without Hookyard's own secrets: what handlers get. */
export function withoutSecrets(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !name.startsWith("HOOKYARD_SECRET_") && !name.startsWith("HOOKYARD_API_KEY_"),
    ),
  );
}

function secretsOf({ router, env }: SecretsOptions, local: Readonly<Record<string, LocalSecret>>): Secrets {
  const sources = new Map<string, SourceSecrets>();
  for (const source of Object.keys(router.sources)) {
    const given = fromEnvironment(env, source);
    const own = Object.hasOwn(local, source) ? local[source] : undefined;
    if (given.length > 0) sources.set(source, { verify: given, sign: given[0], origin: "environment" });
    else if (own !== undefined)
      sources.set(source, { verify: [own.verify], sign: own.sign, origin: "local" });
  }
  return {
    verify: (source) => sources.get(source)?.verify ?? none,
    sign: (source) => sources.get(source)?.sign,
    origin: (source) => sources.get(source)?.origin ?? "none",
  };
}

const none: readonly string[] = [];

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

function secretsFile(directory: string): string {
  return join(directory, "secrets.json");
}

function readLocal(directory: string): Readonly<Record<string, LocalSecret>> {
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

function writeLocal(directory: string, secrets: Readonly<Record<string, LocalSecret>>): void {
  const file = secretsFile(directory);
  writeFileSync(`${file}.new`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
