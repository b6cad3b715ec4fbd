import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type Description, type Matched, operationOf, type Parameter, resolve } from "./description.ts";
import { type JsonSchema, undeclaredFields } from "./undeclared.ts";

/** A request and its answer, as they were on the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  /** The value of a JSON body, the fields of a form; `undefined` where there is none. */
  readonly sent: unknown;
  readonly status: number;
  readonly answered: unknown;
}

/** What of an exchange is not as a description has it: nothing where all is. */
export type ExchangeFaults = (exchange: Exchange) => readonly string[];

/** Reads a description once, for all exchanges that are held against it. */
export function createExchangeFaults(description: Description): ExchangeFaults {
  const holds = createHolds(description);
  return (exchange) => {
    const { method, url } = exchange;
    const name = `${method} ${url.pathname}`;
    const matched = operationOf(description, method, url);
    if (matched === undefined) return [`${name}: the description has no such operation`];
    return [
      ...parameterFaults(matched, url, holds),
      ...requestFaults(description, matched, exchange, holds),
      ...answerFaults(description, matched, exchange, holds),
    ].map((fault) => `${name}: ${fault}`);
  };
}

/** What of a value is not as its schema says. `isText` where it comes from a URL. */
type Holds = (value: unknown, schema: JsonSchema, options?: { readonly isText: true }) => readonly string[];

function createHolds(description: Description): Holds {
  const root = "https://description.example.com/";
  const create = (coerceTypes: boolean): Ajv2020 => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes, validateSchema: false });
    addFormats(ajv);
    ajv.addFormat("dateTime", true); // of Netlify's, which means date-time
    ajv.addSchema({ ...description, $id: root });
    return ajv;
  };
  const plain = create(false);
  const coercing = create(true);
  const known = new Map<JsonSchema, ValidateFunction>();
  const validatorOf = (schema: JsonSchema, ajv: Ajv2020): ValidateFunction => {
    const found = known.get(schema) ?? ajv.compile({ ...absolute(schema, root) });
    known.set(schema, found);
    return found;
  };
  return (value, schema, options) => {
    const validate = validatorOf(schema, options === undefined ? plain : coercing);
    if (options !== undefined) return validate({ value }) ? [] : textOf(validate);
    return [
      ...(validate(value) ? [] : textOf(validate)),
      ...undeclaredFields(value, schema, (each) => resolve(description, each)).map(
        (field) => `${field} is not named there`,
      ),
    ];
  };
}

function textOf({ errors }: ValidateFunction): readonly string[] {
  return (errors ?? []).map(({ instancePath, message = "", params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

/** The schema with its references into the description, not into itself. */
function absolute<Value>(value: Value, root: string): Value {
  const text = JSON.stringify(value);
  return JSON.parse(text.replaceAll('"$ref":"#', `"$ref":"${root}#`)) as Value; // safe: the same but for its references
}

function parameterFaults({ parameters, pathValues }: Matched, url: URL, holds: Holds): readonly string[] {
  const given = new Map([...Object.entries(pathValues), ...url.searchParams]);
  const known = parameters.filter((parameter) => parameter.in === "path" || parameter.in === "query");
  const names = new Set(known.map(({ name }) => name));
  return [
    ...[...url.searchParams.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `the parameter ${name} is not named there`),
    ...known.flatMap((parameter) => valueFaults(parameter, given.get(parameter.name), holds)),
  ];
}

function valueFaults(parameter: Parameter, value: string | undefined, holds: Holds): readonly string[] {
  const { name, required: isRequired = false } = parameter;
  if (value === undefined) return isRequired ? [`the parameter ${name} is missing`] : [];
  const { required: _whether, schema, ...swagger } = parameter;
  return holds(value, { properties: { value: schema ?? swagger } }, { isText: true }).map(
    (fault) => `the parameter ${name}: ${fault}`,
  );
}

function requestFaults(
  description: Description,
  { operation, parameters }: Matched,
  { sent }: Exchange,
  holds: Holds,
): readonly string[] {
  const body = parameters.find((parameter) => parameter.in === "body");
  const requestBody = operation.requestBody && resolve(description, operation.requestBody);
  const schema = body?.schema ?? requestBody?.content["application/json"]?.schema;
  const isRequired = body?.required ?? requestBody?.required ?? false;
  if (sent === undefined) return isRequired ? ["it needs a body"] : [];
  if (schema === undefined) return ["it takes no body"];
  return holds(sent, schema).map((fault) => `the request's ${fault}`);
}

function answerFaults(
  description: Description,
  { operation }: Matched,
  { status, answered }: Exchange,
  holds: Holds,
): readonly string[] {
  const found = operation.responses[String(status)] ?? operation.responses[`${String(status)[0]}XX`];
  if (found === undefined) return [`it does not answer ${status}`];
  const answer = resolve(description, found);
  const schema = answer.schema ?? answer.content?.["application/json"]?.schema;
  if (answered === undefined) return schema === undefined ? [] : [`it answers ${status} with a body`];
  if (schema === undefined) return [`it answers ${status} without a body`];
  return holds(answered, schema).map((fault) => `the answer's ${fault}`);
}
