import { secretVariable } from "@hookyard/core/secret-variable";
import { HookyardError } from "@hookyard/core/errors";
import type { Router } from "@hookyard/core/router/router";
import type { Io } from "../io.ts";
import type { Engine } from "../engine.ts";
import { type Finding, findingsOf } from "./finding.ts";

const { error, warning } = findingsOf("provider");

export interface ProviderInput {
  readonly io: Io;
  readonly router: Router;
  readonly env: Io["env"];
  readonly dataDirectory: string;
  readonly createRegistrationStore: Engine["createRegistrationStore"];
  /** `register stripe` → the command line to copy. */
  readonly command: (line: string) => string;
  /** Secrets are the store's alone, and those in the environment are another machine's. */
  readonly isStage: boolean;
}

/** Whether each registered endpoint is as the router wants it; of sources whose API key is at hand. */
export async function checkProviders(input: ProviderInput): Promise<readonly Finding[]> {
  const { io, router, env, dataDirectory, command } = input;
  const register = await import("@hookyard/register");
  const store = input.createRegistrationStore?.({ dataDirectory, router });
  const found: Finding[] = [];
  for (const name of Object.keys(router.sources)) {
    const key = env[register.apiKeyVariable(name)] ?? "";
    const registration = await store?.read(name);
    if (key === "" || registration?.endpoint === undefined) continue;
    try {
      const { source, client, types } = register.findSourceClient(router, name, { all: false });
      if (client === undefined) continue;
      const { endpoints } = register.openClient({ source, client }, key, {
        fetch: io.fetch,
        now: io.now,
        wait: io.wait,
        signal: io.stopSignal(),
      });
      if (endpoints === undefined) continue;
      const { drift } = register.planRegistration({
        client,
        can: { reveal: endpoints.revealSecret !== undefined, rotate: endpoints.rotateSecret !== undefined },
        action: "register",
        source: name,
        url: registration.endpoint.url,
        types,
        registration,
        environmentSecret: input.isStage
          ? undefined
          : env[secretVariable(name)]?.split(",")[0]?.trim() || undefined,
        endpoints: await endpoints.list(),
        now: io.now(),
      });
      for (const { code, message } of drift) {
        found.push(
          (code === "types_unused" || code === "retirement_due" ? warning : error)(
            code,
            `${client.name}, "${name}": ${message}`,
            "what the provider sends is not what the router expects",
            command(`register ${name}`),
          ),
        );
      }
    } catch (cause) {
      if (!(cause instanceof HookyardError)) throw cause;
      found.push(
        error(
          "provider_unchecked",
          `"${name}": ${cause.message}`,
          "its endpoint could not be looked at",
          command(`register ${name} --check`),
        ),
      );
    }
  }
  return found;
}
