import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { router } from "@hookyard/functions/router";

const functions = fileURLToPath(new URL("../../packages/functions/", import.meta.url));

/** The modules that an import loads, in a process of its own without any variable of a deployed function. */
function loadedBy(specifier: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    await import(${JSON.stringify(specifier)});
    console.log(JSON.stringify(loaded));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: functions,
    env,
    encoding: "utf8",
  });
  return JSON.parse(output) as readonly string[]; // safe: the script above prints a list of texts
}

const isOfAws = (url: string): boolean => /@aws-sdk|@aws-lambda-powertools|@smithy|packages\/aws\//.test(url);
const withoutVersion = (url: string): string => url.replace(/^.*\/packages\//, "");

test.each(readdirSync(`${functions}src/consumers`))(
  "the local run loads consumers/%s without AWS, and no more modules than its handler has",
  (file) => {
    const loaded = loadedBy(`@hookyard/functions/consumers/${file.replace(/\.ts$/, "")}`);

    expect(loaded.filter(isOfAws)).toEqual([]);
    const own = loaded.map(withoutVersion).filter((url) => url.startsWith("functions/"));
    const mayLoad = [
      "consumers/",
      "deployment.ts",
      "env.ts",
      "lambda-consumer.ts",
      "lambda/load-once.ts",
      "router.ts",
      "send.ts",
    ];
    expect(own.filter((url) => !mayLoad.some((name) => url.startsWith(`functions/src/${name}`)))).toEqual([]);
  },
);

test("the handler adds four small modules to what a consumer loads", () => {
  const consumer = loadedBy("@hookyard/functions/consumers/record-payment");
  const rest = new Set([
    ...loadedBy("@hookyard/functions/router"),
    ...loadedBy("@hookyard/functions/env"),
    ...loadedBy("@hookyard/functions/send"),
  ]);

  expect(consumer.filter((url) => !rest.has(url)).map(withoutVersion)).toEqual([
    "functions/src/consumers/record-payment.ts",
    "functions/src/lambda-consumer.ts",
    "functions/src/deployment.ts",
    "core/src/secret-variable.ts",
    "functions/src/lambda/load-once.ts",
  ]);
});

test("the start of the ingest function loads nothing of the SDK, and nothing that one webhook does not need", () => {
  const variables = ["STAGE", "BUS", "TABLE", "BUCKET", "OVERFLOW_QUEUE"].map((name) => [
    `HOOKYARD_${name}`,
    "x",
  ]);
  const loaded = loadedBy("@hookyard/functions/ingest", {
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...Object.fromEntries(variables),
  });

  expect(loaded.filter((url) => /@aws-sdk|@smithy|@aws-lambda-powertools/.test(url))).toEqual([]);
  const own = loaded.map(withoutVersion);
  expect(own.filter((url) => /^core\/src\/(forensics|sample|testing|domain\/describe)\//.test(url))).toEqual(
    [],
  );
  expect(
    own.filter((url) => /^aws\/src\/(bodies|history|refused|operator|dead-letters)\//.test(url)),
  ).toEqual([]);
});

test("every consumer of the router exports its Lambda handler", async () => {
  for (const name of Object.keys(router.consumers)) {
    const module = (await import(`${functions}src/consumers/${name}.ts`)) as { readonly handler?: unknown }; // safe: read as unknown

    expect(module.handler, name).toBeTypeOf("function");
  }
});
