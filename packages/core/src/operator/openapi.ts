import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { problemAnswer } from "./operator-answer.ts";
import { operatorProblems } from "./operator-error.ts";
import type { Route } from "./route.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The operator API as an OpenAPI 3.1 document, made from the same routes and schemas that the API runs on.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = (paths[openApiPath(route.path)] ??= {});
    path[route.method] = operation(route);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Hookyard's operator API",
      version: "1",
      description:
        "What the command line and the console speak to a running Hookyard. For loopback only; the token is in owner.json in the data directory.",
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: {
          description: `A problem as of RFC 9457; its code is one of ${Object.keys(operatorProblems).join(", ")}, or the engine's own.`,
          content: { "application/problem+json": { schema: jsonSchema(problemAnswer) } },
        },
      },
    },
  };
}

/** Hono's `:id` as OpenAPI's `{id}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, "{$1}");
}

function operation({ method, path, summary, query, body, answer }: Route): Json {
  const ids = [...path.matchAll(/:(\w+)/g)].map(
    ([, name = ""]): Json => ({ name, in: "path", required: true, schema: { type: "string" } }),
  );
  const content: Json =
    answer === undefined
      ? { "application/x-ndjson": {}, "text/event-stream": {} }
      : { "application/json": { schema: jsonSchema(answer) } };
  return {
    operationId: operationId(method, path),
    summary,
    parameters: [...ids, ...queryParameters(query)],
    ...(body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(body) } } },
    }),
    responses: {
      "200": { description: summary, content },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function operationId(method: string, path: string): string {
  const words = path.split(/[/:-]/).filter((word) => word !== "" && word !== "v1");
  return [method, ...words].map((word, index) => (index === 0 ? word : capital(word))).join("");
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function queryParameters(query: v.GenericSchema): readonly Json[] {
  const schema = jsonSchema(query) as { readonly properties?: Readonly<Record<string, Json>> };
  const { properties = {} } = schema;
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: "query",
    required: false,
    schema: each,
  }));
}

/** What comes out of a schema: JSON Schema cannot say how text is read, and says what it may be. */
function jsonSchema(schema: v.GenericSchema): { readonly [key: string]: Json } {
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: "output", errorMode: "ignore" });
  return JSON.parse(JSON.stringify(rest)) as { readonly [key: string]: Json }; // safe: it is JSON by definition
}
