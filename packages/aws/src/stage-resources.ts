import { ConfigError } from "@hookyard/core/errors";

/**
 * What a deployed stage consists of, as far as the command line speaks to it. `infra/stage.ts` links it under
 * {@link stageResourcesName}; `sst shell` hands it to a process as JSON.
 */
export interface StageResources {
  /** Of the ingest function: providers post to `<url>/webhooks/<source>`. Without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly stage: string;
  /** Names, where nothing else is said. */
  readonly bus: string;
  readonly archive: string;
  readonly table: string;
  readonly bucket: string;
  /** URL of the queue. */
  readonly overflowQueue: string;
  readonly ingestFunction: string;
  /** ARN of the topic. */
  readonly alarmTopic: string;
  readonly sources: Readonly<Record<string, StageSource>>;
  readonly consumers: Readonly<Record<string, StageConsumer>>;
}

export interface StageSource {
  /** Of the `sst.Secret`: `npx sst secret set <secretName>`, which asks for the value. */
  readonly secretName: string;
}

export interface StageConsumer {
  /** URLs of queues. */
  readonly queue: string;
  readonly deadLetterQueue: string;
  /** Where EventBridge puts what it could not deliver to the queue. */
  readonly targetDeadLetterQueue: string;
  readonly function: string;
  readonly rule: string;
  /** UUID of the event source mapping. */
  readonly mapping: string;
}

/** The name under which the stage's resources are linked. */
export const stageResourcesName = "HookyardStage";

/**
 * The environment variable in which `sst shell` hands over what is linked under a name.
 * @see https://sst.dev/docs/reference/cli/#shell
 */
export const stageResourcesVariable = `SST_RESOURCE_${stageResourcesName}`;

/**
 * Reads a stage's resources from the environment that `sst shell` gives. Throws `ConfigError` that names what is
 * missing and what to do; the values are not quoted.
 */
export function readStageResources(
  env: Readonly<Record<string, string | undefined>>,
  stage: string,
): StageResources {
  const text = env[stageResourcesVariable];
  if (text === undefined || text === "") {
    throw new ConfigError(
      `the stage ${JSON.stringify(stage)} has no ${stageResourcesName}: it is not deployed, or by a version of Hookyard before this one. Deploy it with: npx sst deploy --stage ${stage}`,
    );
  }
  const resources = record(parsed(text, stage), "", stage);
  const read = (name: string): string => stringAt(resources, name, "", stage);
  const found: StageResources = {
    url: read("url").replace(/\/+$/, ""),
    region: read("region"),
    stage: read("stage"),
    bus: read("bus"),
    archive: read("archive"),
    table: read("table"),
    bucket: read("bucket"),
    overflowQueue: read("overflowQueue"),
    ingestFunction: read("ingestFunction"),
    alarmTopic: read("alarmTopic"),
    sources: each(resources, "sources", stage, (source, path) => ({
      secretName: stringAt(source, "secretName", path, stage),
    })),
    consumers: each(resources, "consumers", stage, (consumer, path) => ({
      queue: stringAt(consumer, "queue", path, stage),
      deadLetterQueue: stringAt(consumer, "deadLetterQueue", path, stage),
      targetDeadLetterQueue: stringAt(consumer, "targetDeadLetterQueue", path, stage),
      function: stringAt(consumer, "function", path, stage),
      rule: stringAt(consumer, "rule", path, stage),
      mapping: stringAt(consumer, "mapping", path, stage),
    })),
  };
  if (found.stage !== stage) {
    throw new ConfigError(
      `the resources at hand are those of the stage ${JSON.stringify(found.stage)}, not of ${JSON.stringify(stage)}. Leave the sst shell that you are in, or name its stage`,
    );
  }
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string, stage: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw incomplete(stage, "it is not JSON"); // the cause would quote the text
  }
}

function record(value: unknown, path: string, stage: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields; // safe: an object's properties are unknown
  throw incomplete(stage, `${path === "" ? "it" : path} is not an object`);
}

function stringAt(fields: Fields, name: string, path: string, stage: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw incomplete(stage, `${path}${name} is missing`);
}

function each<Item>(
  resources: Fields,
  name: string,
  stage: string,
  read: (fields: Fields, path: string) => Item,
): Readonly<Record<string, Item>> {
  const items = record(resources[name], name, stage);
  return Object.fromEntries(
    Object.entries(items).map(([key, value]) => [
      key,
      read(record(value, `${name}.${key}`, stage), `${name}.${key}.`),
    ]),
  );
}

function incomplete(stage: string, what: string): ConfigError {
  return new ConfigError(
    `${stageResourcesName} of the stage ${JSON.stringify(stage)} cannot be read: ${what}. Deploy the stage again with this version: npx sst deploy --stage ${stage}`,
  );
}
