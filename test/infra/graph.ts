/** One resource as it would be sent to AWS. */
export interface Resource {
  /** `aws:sqs/queue:Queue` */
  readonly type: string;
  /** The name in the code, unique within the type: `FulfilOrderConsumerQueueQueue`. */
  readonly name: string;
  readonly inputs: Inputs;
  /** What AWS would answer: the inputs, with `arn` and such. */
  readonly outputs: Inputs;
  /** Names of inputs that the state keeps encrypted. */
  readonly secretInputs: readonly string[];
  readonly options: { readonly retainOnDelete: boolean };
}

export type Inputs = Readonly<Record<string, unknown>>;

/** Everything that a stage consists of. */
export interface Graph {
  readonly app: {
    readonly name: string;
    readonly stage: string;
    readonly protect: boolean;
    readonly removal: string;
  };
  readonly resources: readonly Resource[];
  /** What is linked for `sst shell`, by name. */
  readonly links: Readonly<Record<string, Inputs>>;
  /** What SST was told to bundle each function with, by the name in the code. */
  readonly builds: Readonly<Record<string, Build>>;
  /** What `run()` returned. */
  readonly outputs: Inputs;
}

/** What goes with a function's code. */
export interface Build {
  /** What is linked to it, by name. */
  readonly links: Inputs;
  readonly copiedFiles: readonly string[];
  /** Packages that stay out. */
  readonly external: readonly string[];
  /** Whether what is imported when it is needed is a file of its own. */
  readonly isSplit: boolean;
}

export function ofType(graph: Graph, type: string): readonly Resource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** The one resource of a type and name. Throws, naming both, when there is none: a check then says so. */
export function named(graph: Graph, type: string, name: string): Resource {
  const found = graph.resources.find((resource) => resource.type === type && resource.name === name);
  if (found === undefined) throw new Missing(`there is no ${type} ${name}`);
  return found;
}

/** The resource of a type that has this value as an output, such as its ARN. */
export function withOutput(graph: Graph, type: string, output: string, value: unknown): Resource {
  const found = ofType(graph, type).find(({ outputs }) => outputs[output] === value);
  if (found === undefined)
    throw new Missing(`there is no ${type} whose ${output} is ${JSON.stringify(value)}`);
  return found;
}

/** Something that has to be there and is not. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** A value at a path such as `redrivePolicy.deadLetterTargetArn`; text on the way that is JSON is read. */
export function at(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split(".")) {
    const read = typeof current === "string" ? parsed(current) : current;
    if (typeof read !== "object" || read === null) return undefined;
    current = (read as Inputs)[key]; // safe: an object's properties are unknown
  }
  return current;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON has nothing inside
  }
}

/** A value that is text; JSON of one that is not. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function byText(one: string, other: string): number {
  return one.localeCompare(other);
}
