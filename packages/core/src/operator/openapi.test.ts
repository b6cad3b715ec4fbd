import { describe, expect, test } from "vitest";
import { createOperatorApp } from "./app.ts";
import { createMemoryOperator } from "./memory-operator.ts";
import { openApiDocument, openApiPath } from "./openapi.ts";
import { routes } from "./routes.ts";

const token = "a-token-for-tests";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

async function described(): Promise<Readonly<Record<string, Readonly<Record<string, Operation>>>>> {
  const app = createOperatorApp({ operator: createMemoryOperator().operator, token });
  const response = await app.request("/openapi.json", { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return ((await response.json()) as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> })
    .paths;
}

describe("the description of the operator API", () => {
  test("holds every route that the API answers on, and no other", async () => {
    const app = createOperatorApp({ operator: createMemoryOperator().operator, token });
    const answered = app.routes
      .filter(({ method, path }) => method !== "ALL" && path !== "/openapi.json")
      .map(({ method, path }) => `${method} ${openApiPath(path)}`);

    const paths = await described();
    const written = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(written.toSorted()).toEqual([...new Set(answered)].toSorted());
    expect(written.length).toBe(routes.length);
  });

  test("is behind the token, as everything is", async () => {
    const app = createOperatorApp({ operator: createMemoryOperator().operator, token });

    expect((await app.request("/openapi.json")).status).toBe(401);
  });

  test("says what each route takes and answers", async () => {
    const operations = Object.values(await described()).flatMap((methods) => Object.values(methods));

    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, responses } of operations) {
      expect(summary.length, operationId).toBeGreaterThan(10);
      const content = responses["200"]?.content ?? {};
      const schema = content["application/json"]?.schema;
      if ("application/json" in content) expect(Object.keys(schema ?? {}), operationId).not.toEqual([]);
      else expect(Object.keys(content)).toContain("text/event-stream");
    }
  });

  test("names the fields of a body, and which must be there", async () => {
    const body = (await described())["/v1/jobs"]?.["post"]?.requestBody?.content["application/json"].schema;

    expect(body).toMatchObject({ type: "object", required: ["id", "request"] });
    expect(Object.keys(body?.properties?.["request"]?.properties ?? {})).toEqual([
      "what",
      "to",
      "limits",
      "force",
      "again",
    ]);
  });

  test("names the parameters of a query and of a path", async () => {
    const paths = await described();

    expect(paths["/v1/dead-letters"]?.["get"]?.parameters.map((each) => [each.name, each.in])).toContainEqual(
      ["consumer", "query"],
    );
    expect(paths["/v1/jobs/{id}/pause"]?.["post"]?.parameters).toMatchObject([{ name: "id", in: "path" }]);
  });

  test("is a document of OpenAPI 3.1", () => {
    expect(openApiDocument(routes)).toMatchObject({ openapi: "3.1.1", info: { version: "1" } });
  });
});
