import type { Role } from "@hookyard/core/operator/audit";
import { CommandFailure } from "../failure.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** A stage's console, as `infra/console.ts` links it. */
interface LinkedConsole {
  readonly url: string;
  /** What has to be shown at its door beside the key. */
  readonly access: "secret" | "secret and IAM";
  /** The `sst.Secret` behind each role's key. */
  readonly secrets: Readonly<Record<Role, string>>;
}

export interface StageConsole {
  readonly url: string;
  readonly key: string;
  readonly asksForCredentials: boolean;
}

/**
 * The address of a deployed stage's console and the key of a role, from what `sst shell` hands over. Throws `CommandFailure`
 * `console_not_deployed` or `console_key_missing`, with what to do.
 */
export function readStageConsole(env: Variables, stage: string, role: Role): StageConsole {
  const linked = env["SST_RESOURCE_HookyardConsole"];
  if (linked === undefined) {
    throw new CommandFailure(
      "console_not_deployed",
      `The stage ${JSON.stringify(stage)} has no console. Turn it on in infra/settings.ts (console: { access: "secret" }), and: npx sst deploy --stage ${stage}`,
    );
  }
  const { url, access, secrets } = JSON.parse(linked) as LinkedConsole; // safe: SST links what `infra/console.ts` says
  const secret = env[`SST_RESOURCE_${secrets[role]}`];
  const { value = "" } = secret === undefined ? {} : (JSON.parse(secret) as { readonly value?: string }); // safe: a linked secret
  if (value === "") {
    throw new CommandFailure(
      "console_key_missing",
      `The key of the role ${role} is not set. Set it with: npx sst secret set ${secrets[role]} "$(openssl rand -hex 24)" --stage ${stage}, and deploy`,
    );
  }
  return { url, key: value, asksForCredentials: access !== "secret" };
}
