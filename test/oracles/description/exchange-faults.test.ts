import { expect, test } from "vitest";
import type { Description } from "./description.ts";
import { createExchangeFaults, type Exchange } from "./exchange-faults.ts";

const document: object = {
  servers: [{ url: "https://api.example.com/v1" }],
  paths: {
    "/hooks/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      patch: {
        parameters: [{ name: "team", in: "query", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/hook" } } },
        },
        responses: {
          "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/hook" } } } },
          "204": {},
        },
      },
    },
  },
  components: {
    schemas: { hook: { type: "object", required: ["url"], properties: { url: { type: "string" } } } },
  },
};

const description = document as Description; // safe: OpenAPI, of which the type has only what is read

const right: Exchange = {
  method: "PATCH",
  url: new URL("https://api.example.com/v1/hooks/7?team=acme"),
  sent: { url: "https://hooks.example.com" },
  status: 200,
  answered: { url: "https://hooks.example.com" },
};

const at = (path: string): { readonly url: URL } => ({ url: new URL(path, right.url) });

test.each([
  ["all is as described", {}, []],
  ["nothing is answered where nothing is to be", { status: 204, answered: undefined }, []],
])("there is no fault where %s", (_what, difference, faults) => {
  expect(createExchangeFaults(description)({ ...right, ...difference })).toEqual(faults);
});

test.each([
  ["another path", at("/v1/hooks"), "the description has no such operation"],
  ["another host", at("https://example.com/v1/hooks/7?team=acme"), "the description has no such operation"],
  ["another method", { method: "PUT" }, "the description has no such operation"],
  ["an id that is no number", at("/v1/hooks/one?team=acme"), "the parameter id: /value must be integer"],
  ["a parameter missing", at("/v1/hooks/7"), "the parameter team is missing"],
  ["a parameter too many", at("/v1/hooks/7?team=a&page=2"), "the parameter page is not named there"],
  ["no body", { sent: undefined }, "it needs a body"],
  ["a body of another shape", { sent: { url: 5 } }, "the request's /url must be string"],
  ["a field too many", { sent: { url: "u", name: "n" } }, "the request's /name is not named there"],
  ["another status", { status: 201 }, "it does not answer 201"],
  ["an answer that lacks a field", { answered: {} }, "the answer's must have required property 'url'"],
  ["an answer with one too many", { answered: { url: "u", x: 1 } }, "the answer's /x is not named there"],
  ["no answer where there is one", { answered: undefined }, "it answers 200 with a body"],
  ["an answer where there is none", { status: 204 }, "it answers 204 without a body"],
])("%s is a fault", (_what, difference, fault) => {
  const faults = createExchangeFaults(description)({ ...right, ...difference });

  expect(faults).toEqual([expect.stringContaining(fault)]);
});
