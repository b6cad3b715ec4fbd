import { apiKeyVariable, secretVariable } from "@hookyard/core/secret-variable";
import { ConfigError } from "@hookyard/core";

/** What a deployed function is told by `infra/`. Everything that is read of the environment is read here. */
export interface Deployment {
  readonly stage: string;
  /** Names, where nothing else is said. */
  readonly bus: string;
  readonly table: string;
  readonly bucket: string;
  /** URL of the queue. */
  readonly overflowQueue: string;
  readonly region: string;
  readonly endpoints: Endpoints;
  /** The address that providers post to, where it is not the function's own; some sign it. */
  readonly publicUrl?: string;
}

/**
 * Where services are, in place of AWS's own addresses. Variables that AWS's tools read too.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export type Endpoints = { readonly [Service in "eventbridge" | "dynamodb" | "sqs" | "s3"]?: string };

/** The same for a consumer's function. */
export interface ConsumerDeployment extends Deployment {
  readonly consumer: string;
  /** URLs of queues. */
  readonly queue: string;
  readonly deadLetterQueue: string;
  /** What runs: the function's version, or `$LATEST`. It is noted on dead letters. */
  readonly version: string;
}

/** The same for the console's function. */
export interface ConsoleDeployment extends Deployment {
  /** Its own, to be invoked again. */
  readonly functionName: string;
  /** Where the code is, and in it the console's page. */
  readonly taskRoot: string;
  readonly consolePage: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Reads a function's environment. Throws `ConfigError` with the name of a variable that is missing, never a value. */
export function readDeployment(variables: Variables): Deployment {
  const read = reader(variables);
  const publicUrl = variables["HOOKYARD_PUBLIC_URL"];
  return {
    stage: read("HOOKYARD_STAGE"),
    bus: read("HOOKYARD_BUS"),
    table: read("HOOKYARD_TABLE"),
    bucket: read("HOOKYARD_BUCKET"),
    overflowQueue: read("HOOKYARD_OVERFLOW_QUEUE"),
    region: read("AWS_REGION"),
    endpoints: readEndpoints(variables),
    ...(publicUrl !== undefined && publicUrl !== "" && { publicUrl }),
  };
}

/** Reads the environment of the function of this consumer. Throws `ConfigError` as {@link readDeployment} does. */
export function readConsumerDeployment(variables: Variables, consumer: string): ConsumerDeployment {
  const read = reader(variables);
  const deployed = read("HOOKYARD_CONSUMER");
  if (deployed !== consumer) {
    throw new ConfigError(
      `HOOKYARD_CONSUMER is ${JSON.stringify(deployed)}, but this file is the consumer ${JSON.stringify(consumer)}: deploy the stage again`,
    );
  }
  return {
    ...readDeployment(variables),
    consumer,
    queue: read("HOOKYARD_QUEUE"),
    deadLetterQueue: read("HOOKYARD_DEAD_LETTER_QUEUE"),
    version: variables["AWS_LAMBDA_FUNCTION_VERSION"] ?? "unknown",
  };
}

/** Reads the environment of the console's function. Throws `ConfigError` as {@link readDeployment} does. */
export function readConsoleDeployment(variables: Variables): ConsoleDeployment {
  const read = reader(variables);
  return {
    ...readDeployment(variables),
    functionName: read("AWS_LAMBDA_FUNCTION_NAME"),
    taskRoot: read("LAMBDA_TASK_ROOT"),
    consolePage: read("HOOKYARD_CONSOLE_PAGE"),
  };
}

/** The same for the function of a source's schedule. */
export interface ReconcileDeployment extends Deployment {
  readonly source: string;
  /** Of the provider's API. */
  readonly apiKey: string;
}

/** Reads the environment of a schedule's function. Throws `ConfigError` as {@link readDeployment} does. */
export function readReconcileDeployment(variables: Variables): ReconcileDeployment {
  const read = reader(variables);
  const source = read("HOOKYARD_SOURCE");
  return { ...readDeployment(variables), source, apiKey: read(apiKeyVariable(source)) };
}

/** The consumer whose function this is; `undefined` in every other process. */
export function deployedConsumer(variables: Variables): string | undefined {
  return variables["HOOKYARD_CONSUMER"];
}

/** Whether the environment has the function's own keys, as Lambda puts them there. Elsewhere the SDK has to look for them. */
export function hasKeys(variables: Variables): boolean {
  return Boolean(variables["AWS_ACCESS_KEY_ID"]) && Boolean(variables["AWS_SECRET_ACCESS_KEY"]);
}

/**
 * Whether services are asked at another kind of address than their plain one. The SDK knows those.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html
 */
export function hasOtherAddresses(variables: Variables): boolean {
  const names = ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"];
  return names.some((name) => variables[name]?.toLowerCase() === "true");
}

/** The least level of lines that is written: Lambda's setting comes before Powertools' variable. */
export function readLogLevel(variables: Variables): string | undefined {
  return variables["AWS_LAMBDA_LOG_LEVEL"] ?? variables["POWERTOOLS_LOG_LEVEL"];
}

/** X-Ray's header of the present invocation: Lambda sets it anew before each. */
export function readTraceHeader(variables: Variables): string | undefined {
  return variables["_X_AMZN_TRACE_ID"];
}

/**
 * The secrets of a source, newest first; empty where none is set, and then nothing verifies. The variable is
 * `HOOKYARD_SECRET_<SOURCE>`: upper case, `-` becomes `_`, several separated by commas.
 */
export function readSecrets(variables: Variables, source: string): readonly string[] {
  const value = variables[secretVariable(source)] ?? "";
  return value
    .split(",")
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
}

function readEndpoints(variables: Variables): Endpoints {
  const endpoints: { -readonly [Service in keyof Endpoints]: Endpoints[Service] } = {};
  for (const service of ["eventbridge", "dynamodb", "sqs", "s3"] as const) {
    const endpoint = variables[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? variables["AWS_ENDPOINT_URL"];
    if (endpoint !== undefined && endpoint !== "") endpoints[service] = endpoint;
  }
  return endpoints;
}

function reader(variables: Variables): (name: string) => string {
  return (name) => {
    const value = variables[name];
    if (value === undefined || value === "") {
      throw new ConfigError(`${name} is not set in this function: infra/ sets it, so deploy the stage again`);
    }
    return value;
  };
}
