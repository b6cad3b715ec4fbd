import { secretVariable } from "@hookyard/core/secret-variable";
import type { Plan, ProviderClient, Registration, RegistrationStore } from "@hookyard/register";
import { type Command, Option } from "commander";
import { type ExitCode, UsageError } from "../failure.ts";
import { planText, registerReport, stepText } from "../output/registration.ts";
import { retention } from "../value/amount.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { assignments, nonEmpty, wholeNumber } from "./option-value.ts";
import { findSession, openProvider, type ProviderOptions, type ProviderSession } from "./provider-session.ts";
import { registerByHand, waitForFirst } from "./register-wait.ts";

/** The options of `register`. */
export interface RegisterOptions extends ProviderOptions {
  readonly url?: string;
  readonly all?: boolean;
  readonly check?: boolean;
  readonly rotate?: boolean;
  readonly remove?: boolean;
  readonly overlap: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly wait?: boolean;
  readonly timeout: number;
}

const daySeconds = 86_400;

/** `hookyard register`. */
export function addRegister(program: Command, context: CommandContext): void {
  addCommand<RegisterOptions>(program, context, {
    name: "register",
    summary: "create or update the endpoint at the provider, and keep its secret",
    description:
      "Creates a source's endpoint through the provider's API, subscribed to exactly the types that the router's consumers can use; run again, it updates what has drifted and enables what was disabled. It shows what it will change and asks. The secret is kept in the data directory, or in the SST secret of --stage, and never printed. The API key comes from HOOKYARD_API_KEY_<SOURCE>, or is asked for.",
    configure,
    examples: [
      ["hookyard register stripe --url https://hooks.example.com", "creates or updates it"],
      ["hookyard register stripe --check", "exit code 1 on any drift, for CI and schedules"],
      [
        "hookyard register stripe --rotate --overlap '2 days'",
        "a new secret; the old one is accepted meanwhile",
      ],
      ["hookyard register stripe --remove --yes", "removes the endpoint, without asking"],
      ["hookyard register stripe --stage production", "the endpoint of a deployed stage, at its own address"],
    ],
    reachesStages: true,
    run: register,
  });
}

function configure(command: Command): void {
  command
    .argument("<source>", "the source's name in the router", nonEmpty)
    .option("--url <url>", "the public address that the provider posts to", nonEmpty)
    .option("--all", "subscribe to everything, not only to what consumers use")
    .option("--set <name=value>", "a setting of the source, over the router's; may be repeated", assignments)
    .option("--check", "only compare: exit code 1 when the provider's side has drifted")
    .option("--rotate", "have a new secret")
    .addOption(
      new Option("--overlap <time>", "how long an old secret stays accepted")
        .argParser(retention)
        .default(daySeconds, "1 day"),
    )
    .option("--remove", "remove the endpoint")
    .option("--router <file>", "the router (default: the repository's)", nonEmpty)
    .option("--dry-run", "show what would be changed and stop")
    .option("--yes", "do not ask")
    .option("--wait", "wait for the first request that verifies")
    .option("--timeout <seconds>", "how long to wait", wholeNumber(1, daySeconds), 600);
}

async function register(call: Call<RegisterOptions>): Promise<ExitCode> {
  const { io, options, json, dataDirectory } = call;
  const action = actionOf(options);
  const session = await findSession(call, { all: options.all === true });
  const { source, client, router } = session;
  const { createRegistrationStore, deployCommand, readOwner, secretName } = await io.engine();
  if (createRegistrationStore === undefined)
    throw new UsageError("The engine that runs there cannot store secrets. Update it.");
  const store: RegistrationStore = createRegistrationStore({ dataDirectory, router });
  const registration = await store.read(source.name);
  const stageUrl = deployCommand === undefined ? undefined : readOwner(dataDirectory)?.url;
  const url = await urlOf(options, source.name, registration, stageUrl);
  if (client === undefined) return registerByHand(call, session, url);
  const opened = await openProvider(io, session, client);
  if (opened.endpointsKey !== undefined) throw new UsageError(opened.endpointsKey);
  if (opened.endpoints === undefined) return registerByHand(call, session, url);
  const api = opened.endpoints;

  const { applyPlan, planRegistration } = await import("@hookyard/register");
  // A stage has its own secrets: those in this environment are of this machine.
  const environmentSecret = deployCommand === undefined ? secretInEnvironment(session) : undefined;
  const plan = planRegistration({
    client,
    can: { reveal: api.revealSecret !== undefined, rotate: api.rotateSecret !== undefined },
    action,
    source: source.name,
    url,
    types: session.types,
    apiVersion: client.provider === "shopify" ? undefined : source.settings["apiVersion"],
    registration,
    environmentSecret,
    endpoints: await api.list(),
    now: io.now(),
  });
  if (!json) io.stdout.write(planText(call, client, plan));
  if (options.check === true || options.dryRun === true || plan.steps.length === 0) {
    if (json) writeJson(io, registerReport(source.name, client, plan, "unchanged"));
    return options.check === true && plan.drift.length > 0 ? 1 : 0;
  }
  if (!(await isConfirmed(call, client, plan))) {
    io.stdout.write("Nothing was changed.\n");
    return 1;
  }
  const before = io.now();
  await applyPlan({
    client,
    api,
    plan,
    source: source.name,
    store,
    environmentSecret,
    createSecret: () =>
      client.secret.kind === "chosen" && client.secret.create !== undefined
        ? client.secret.create(io.random)
        : source.provider.scheme.createSecret(io.random).verify,
    overlapSeconds: options.overlap,
    now: io.now,
    onStep: (step) => {
      if (!json) io.stdout.write(`${stepText(step, client)}\n`);
    },
  });
  const after = await store.read(source.name);
  const deploy = isSameSecret(registration, after) ? undefined : deployCommand;
  if (json) {
    const report = registerReport(source.name, client, plan, "changed", after.endpoint?.id);
    writeJson(io, { ...report, ...(deploy !== undefined && { deploy }) });
  } else {
    io.stdout.write(doneText(call, client, plan, { after, deploy, secret: secretName?.(source.name) }));
  }
  return options.wait === true ? waitForFirst(call, source.name, before) : 0;
}

function actionOf({ check, rotate, remove }: RegisterOptions): Plan["action"] {
  const given = [check && "--check", rotate && "--rotate", remove && "--remove"].filter(Boolean);
  if (given.length > 1)
    throw new UsageError(`${given.join(" and ")} exclude each other. Leave all but one out.`);
  if (rotate === true) return "rotate";
  return remove === true ? "remove" : "register";
}

/** `--url`, else where it was registered from here, else where the stage is. */
async function urlOf(
  { url }: RegisterOptions,
  source: string,
  { endpoint }: Registration,
  stageUrl: string | undefined,
): Promise<string> {
  const { endpointUrl } = await import("@hookyard/register");
  if (url !== undefined) return endpointUrl(url, source);
  if (endpoint !== undefined) return endpoint.url;
  if (stageUrl !== undefined) return endpointUrl(stageUrl, source);
  throw new UsageError(
    `Nothing was registered for "${source}" from here yet. Say where the provider can reach it: --url https://hooks.example.com`,
  );
}

function secretInEnvironment({ source, env }: ProviderSession): string | undefined {
  const value = env[secretVariable(source.name)];
  return value?.split(",")[0]?.trim() || undefined; // an empty variable is refused where secrets are read
}

async function isConfirmed(
  { io, options, json }: Call<RegisterOptions>,
  client: ProviderClient,
  plan: Plan,
): Promise<boolean> {
  if (options.yes === true) return true;
  if (json || io.ask === undefined) {
    throw new UsageError(
      `Nobody is there to ask${json ? " with --json" : ""}: add --yes to go on without asking, or --dry-run to see the plan only.`,
    );
  }
  const stop = io.stopSignal();
  const what = plan.action === "remove" ? "Remove it" : "Change this";
  const answer = await io.ask(`\n${what} at ${client.name}? [y/N] `, stop);
  return !stop.aborted && /^\s*y(?:es)?\s*$/i.test(answer);
}

function doneText(
  { hint }: Call<RegisterOptions>,
  client: ProviderClient,
  plan: Plan,
  {
    after,
    deploy,
    secret = "the source's HOOKYARD_SECRET_… variable",
  }: {
    readonly after: Registration;
    /** What has to be done before a new secret is accepted. */
    readonly deploy: string | undefined;
    /** Where the source's secret is. */
    readonly secret: string | undefined;
  },
): string {
  const lines = ["Done."];
  const id = after.endpoint?.id;
  if (plan.action !== "remove") {
    if (client.settingFromId !== undefined && id !== undefined) {
      lines.push(
        `Write its id into the router: source(…, { settings: { ${client.settingFromId}: ${JSON.stringify(id)} } }). Nothing verifies before.`,
      );
    }
    if (client.secret.kind === "account") {
      lines.push(
        `${client.name} signs with a secret of the account: ${client.secret.where}. Put it into ${secret}.`,
      );
    }
    for (const { until } of after.retiring.slice(-1)) {
      lines.push(
        `The endpoint before it is kept until ${until}. After that: ${hint("register")} again removes it.`,
      );
    }
  }
  if (deploy !== undefined) {
    lines.push(
      `The stage accepts the new secret once it is deployed: ${deploy}. What comes before is refused and kept; then bring it in: ${hint("refused retry")}.`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function isSameSecret(before: Registration, after: Registration): boolean {
  return before.secrets[0]?.value === after.secrets[0]?.value;
}
