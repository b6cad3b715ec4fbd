import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, defineRouter, source } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { secretVariable } from "@hookyard/core/secret-variable";
import { createMissingSecrets, readSecrets, withoutSecrets } from "./secrets.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), "github-acme": source(github) },
  consumers: {},
});

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), "hookyard-secrets-"));
});
afterEach(() => rmSync(dataDirectory, { recursive: true }));

const file = (): string => join(dataDirectory, "secrets.json");

describe("local secrets", () => {
  test("are made once for each source that has none, and readable by their owner alone", () => {
    const first = createMissingSecrets({ router, env: {}, dataDirectory });
    const second = createMissingSecrets({ router, env: {}, dataDirectory });

    expect(first.created).toEqual(["stripe", "github-acme"]);
    expect(second.created).toEqual([]);
    expect(second.secrets.verify("stripe")).toEqual(first.secrets.verify("stripe"));
    expect(first.secrets.verify("stripe")).not.toEqual(first.secrets.verify("github-acme"));
    expect((statSync(file()).mode & 0o777).toString(8)).toBe("600");
  });

  test("verify and sign, and are read by the command line too", () => {
    createMissingSecrets({ router, env: {}, dataDirectory });

    const secrets = readSecrets({ router, env: {}, dataDirectory });

    expect(secrets.verify("stripe")).toEqual([secrets.sign("stripe")]);
    expect(secrets.origin("stripe")).toBe("local");
  });

  test("are kept when another source is added", () => {
    const only = defineRouter({ sources: { stripe: source(stripe) }, consumers: {} });
    const before = createMissingSecrets({ router: only, env: {}, dataDirectory });

    const after = createMissingSecrets({ router, env: {}, dataDirectory });

    expect(after.created).toEqual(["github-acme"]);
    expect(after.secrets.verify("stripe")).toEqual(before.secrets.verify("stripe"));
  });

  test("that cannot be read are not replaced, but named", () => {
    writeFileSync(file(), "{");

    expect(() => createMissingSecrets({ router, env: {}, dataDirectory })).toThrow(ConfigError);
    expect(readFileSync(file(), "utf8")).toBe("{");
  });
});

describe("the environment", () => {
  const env = { HOOKYARD_SECRET_STRIPE: " whsec_new , whsec_old,", HOOKYARD_SECRET_GITHUB_ACME: "g" };

  test("wins over local secrets, may name several, and the first signs", () => {
    createMissingSecrets({ router, env: {}, dataDirectory });

    const secrets = readSecrets({ router, env, dataDirectory });

    expect(secrets.verify("stripe")).toEqual(["whsec_new", "whsec_old"]);
    expect(secrets.sign("stripe")).toBe("whsec_new");
    expect(secrets.origin("stripe")).toBe("environment");
  });

  test("makes local secrets needless: none is written", () => {
    expect(createMissingSecrets({ router, env, dataDirectory }).created).toEqual([]);
    expect(existsSync(file())).toBe(false);
  });

  test("that names a secret without one is refused", () => {
    const empty = { HOOKYARD_SECRET_STRIPE: " , " };

    expect(() => readSecrets({ router, env: empty, dataDirectory })).toThrow(/HOOKYARD_SECRET_STRIPE/);
  });

  test("is handed to handlers without Hookyard's own", () => {
    expect(secretVariable("github-acme")).toBe("HOOKYARD_SECRET_GITHUB_ACME");
    expect(withoutSecrets({ ...env, HOOKYARD_API_KEY_STRIPE: "k", PATH: "/bin" })).toEqual({ PATH: "/bin" });
  });
});

test("a source that nobody gave a secret to has none", () => {
  const secrets = readSecrets({ router, env: {}, dataDirectory });

  expect([secrets.verify("stripe"), secrets.sign("stripe"), secrets.origin("stripe")]).toEqual([
    [],
    undefined,
    "none",
  ]);
});
