import type { Router, SourceDefinition } from "@hookyard/core/router/router";
import { didYouMean } from "@hookyard/core/router/did-you-mean";
import { secretVariable } from "@hookyard/core/secret-variable";
import type { Engine } from "../engine.ts";
import { readEnvironment } from "../environment.ts";
import { CommandFailure, UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { findRouter } from "../router-file.ts";

export interface TargetOptions {
  readonly router?: string;
  readonly url?: URL;
  readonly dataDirectory: string;
}

/** Loads the router that the running process uses, or the one that was named, or the repository's. */
export async function loadTargetRouter(io: Io, { router, dataDirectory }: TargetOptions): Promise<Router> {
  const { loadRouter, readOwner } = await io.engine();
  const file = router === undefined ? readOwner(dataDirectory)?.routerFile : undefined;
  return loadRouter(file ?? findRouter(io.cwd, router));
}

/** The source of that name. Throws `UsageError` with the names there are. */
export function findSource({ sources }: Router, name: string | undefined): SourceDefinition {
  const names = Object.keys(sources);
  const list = names.length === 0 ? "The router has no sources." : `There are: ${names.join(", ")}.`;
  if (name === undefined) throw new UsageError(`Which source? ${list}`);
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source !== undefined) return source;
  throw new UsageError(`The router has no source "${name}".${didYouMean(name, names)} ${list}`);
}

/** The address that this source's webhooks go to: of the running process, or under `--url`. */
export function targetUrl(
  { readOwner }: Pick<Engine, "readOwner">,
  { url, dataDirectory }: TargetOptions,
  source: string,
): string {
  if (url !== undefined && url.pathname !== "/") return url.href;
  const base = url?.href ?? readOwner(dataDirectory)?.url;
  if (base !== undefined) return new URL(`/webhooks/${encodeURIComponent(source)}`, base).href;
  throw new CommandFailure(
    "not_running",
    `Hookyard is not running on ${dataDirectory}. Start it with npx hookyard start, or name an address with --url.`,
  );
}

/** The secret to sign with. Throws `CommandFailure` when there is none. */
export async function signingSecret(
  io: Io,
  router: Router,
  { dataDirectory }: TargetOptions,
  source: string,
): Promise<string> {
  const { readSecrets, secretAdvice } = await io.engine();
  const env = await readEnvironment(io);
  const secret = readSecrets({ router, env, dataDirectory }).sign(source);
  if (secret !== undefined) return secret;
  throw new CommandFailure(
    "secret_missing",
    `There is no secret to sign as ${source} with. ${secretAdvice?.(source) ?? `Set ${secretVariable(source)} in the environment or in .env, or run npx hookyard start once: it makes one.`}`,
  );
}
