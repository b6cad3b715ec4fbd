import { resourceName } from "./names.ts";
import { mayTrace, type Permission } from "./permissions.ts";
import type { Settings } from "./settings.ts";

export interface FunctionOptions {
  /** `packages/functions/src/ingest.handler` */
  readonly handler: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memory: `${number} MB`;
  readonly environment: $util.Input<Record<string, $util.Input<string>>>;
  readonly permissions: readonly Permission[];
  readonly settings: Settings;
  readonly reservedConcurrency?: number;
  /** For {@link createLiveAlias}. */
  readonly isVersioned?: boolean;
  /** At AWS. Default: SST's own, which ends at random. */
  readonly name?: string;
  /** What it is told of the stage, encrypted beside its code; `packages/functions/src/lambda/linked-resources.ts` reads it. */
  readonly link?: readonly object[];
  /** Folders that go with its code; `from` the repository, `to` a folder of the package. */
  readonly copyFiles?: readonly { readonly from: string; readonly to: string }[];
  /** Packages that stay out of its bundle, since it never gets to them. */
  readonly external?: readonly string[];
  /** Whether its URL has the answer while it is made. */
  readonly isStreaming?: boolean;
  /** ARNs of policies beside its permissions, which have too little room for many resources. */
  readonly policies?: readonly $util.Input<string>[];
}

/** Lambda is all that may take on the role of a function. */
const lambdaTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
});

/** A function as all of Hookyard's are: Node 24 on arm64, its own log group, and exactly the permissions named. */
export function createFunction(name: string, options: FunctionOptions): sst.aws.Function {
  const logGroup = createLogGroup(name, options.settings);
  return new sst.aws.Function(name, {
    handler: options.handler,
    description: options.description,
    runtime: "nodejs24.x",
    ...(options.name !== undefined && { name: options.name }),
    nodejs: {
      splitting: true, // what is rarely needed (the clients for S3 and SQS, tracing) is not loaded at the start
      ...(options.external !== undefined && { esbuild: { external: [...options.external] } }),
    },
    ...(options.link !== undefined && { link: [...options.link] }),
    ...(options.copyFiles !== undefined && { copyFiles: options.copyFiles.map((each) => ({ ...each })) }),
    architecture: "arm64",
    timeout: `${options.timeoutSeconds} seconds`,
    memory: options.memory,
    environment: options.environment,
    logging: { format: "json", logGroup: logGroup.name },
    permissions: [
      ...options.permissions,
      ...(options.settings.tracing ? [mayTrace] : []),
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [$interpolate`${logGroup.arn}:*`],
      },
    ],
    ...(options.isVersioned === true && { versioning: true }),
    ...(options.reservedConcurrency !== undefined && {
      concurrency: { reserved: options.reservedConcurrency },
    }),
    streaming: options.isStreaming === true,
    transform: {
      function: (args) => {
        args.tracingConfig = { mode: options.settings.tracing ? "Active" : "PassThrough" };
      },
      role: (args) => {
        // The managed policy that SST adds may write to every log group of the account.
        args.managedPolicyArns = [...(options.policies ?? [])];
        // `sst dev` runs functions on the developer's machine with the role, so there SST widens the trust.
        if (!$dev) args.assumeRolePolicy = lambdaTrust;
      },
    },
  });
}

/**
 * The newest version of a versioned function under a name that stays. So what runs knows its number, which tells what
 * was deployed when something failed, and what leads to the alias is not changed by deploying.
 */
export function createLiveAlias(name: string, of: sst.aws.Function): aws.lambda.Alias {
  return new aws.lambda.Alias(`${name}Live`, {
    name: "live",
    functionName: of.name,
    functionVersion: of.nodes.function.version,
  });
}

const retentionDays: Readonly<Record<Settings["logRetention"], number>> = {
  "1 week": 7,
  "2 weeks": 14,
  "1 month": 30,
  "3 months": 90,
  "6 months": 180,
  "1 year": 365,
  forever: 0,
};

function createLogGroup(name: string, { logRetention }: Settings): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(`${name}Logs`, {
    name: `/aws/lambda/${resourceName(name, 64)}`,
    retentionInDays: retentionDays[logRetention],
  });
}
