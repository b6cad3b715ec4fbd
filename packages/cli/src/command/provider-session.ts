import type { Router } from "@hookyard/core/router/router";
import type { OpenedClient, ProviderClient, SourceClient } from "@hookyard/register";
import { readEnvironment } from "../environment.ts";
import { UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { findRouter } from "../router-file.ts";
import type { Assignment } from "../value/assignment.ts";
import type { Call } from "./command.ts";

/** What the commands that speak to a provider share. */
export interface ProviderOptions {
  readonly router?: string;
  readonly set?: readonly Assignment[];
}

/** A source, its router, and the provider's client before a key is asked for. */
export interface ProviderSession extends SourceClient {
  readonly router: Router;
  readonly env: Io["env"];
}

/** Finds the source that a command names. */
export async function findSession(
  { io, options, args }: Pick<Call<ProviderOptions>, "io" | "options" | "args">,
  { all }: { readonly all: boolean },
): Promise<ProviderSession> {
  const { findSourceClient } = await import("@hookyard/register");
  const { loadRouter } = await io.engine();
  const router = await loadRouter(findRouter(io.cwd, options.router));
  const settings = Object.fromEntries(
    (options.set ?? []).map(({ path, value }) => [
      path,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return {
    router,
    env: await readEnvironment(io),
    ...findSourceClient(router, args[0] ?? "", { all, settings }),
  };
}

/** Opens the provider's API with the key from the environment, or with one that is typed and not shown. */
export async function openProvider(
  io: Io,
  { source, env }: ProviderSession,
  client: ProviderClient,
): Promise<OpenedClient> {
  const { apiKeyVariable, openClient } = await import("@hookyard/register");
  const variable = apiKeyVariable(source.name);
  const signal = io.stopSignal();
  const given = env[variable];
  const key =
    given !== undefined && given.trim() !== ""
      ? given
      : await io.askHidden?.(`API key of ${client.name} (${client.permissions}): `, signal);
  if (key === undefined || key.trim() === "") {
    throw new UsageError(
      `There is no API key for ${client.name}. Set ${variable} (in .env, or the environment) to one that may: ${client.permissions}.`,
    );
  }
  return openClient({ source, client }, key, { fetch: io.fetch, now: io.now, wait: io.wait, signal });
}
