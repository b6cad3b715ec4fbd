import { wire } from "@hookyard/aws/testing/aws-world";
import { type FakeAccount, newAccount } from "@hookyard/register/testing/fake-account";
import { paymentProviders } from "@hookyard/register/testing/fake-payments";
import { codeProviders } from "@hookyard/register/testing/fake-code";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRegisterStage, type RegisterStage } from "./stage-world.ts";

const [stripe] = paymentProviders;
const [github] = codeProviders;
const env = {
  NO_COLOR: "1",
  HOOKYARD_API_KEY_STRIPE: stripe?.key,
  HOOKYARD_API_KEY_GITHUB: github?.key,
  // Of this machine: no stage has it.
  HOOKYARD_SECRET_GITHUB: "a_secret_of_this_machine",
};
let account: FakeAccount;
let stage: RegisterStage;

beforeEach(async () => {
  stage = await createRegisterStage();
  account = newAccount();
});
afterEach(() => stage.world.close());

describe("register --stage", () => {
  beforeEach(() => wire.use(...(stripe?.handlers(account) ?? [])));

  test("makes the endpoint at the stage's address and keeps its secret with sst alone", async () => {
    const { run, out, err } = stage.terminal({ env });

    expect(await run("register", "stripe", "--yes")).toBe(0);

    const [endpoint] = account.endpoints;
    expect(endpoint?.url).toBe("https://hooks.example.com/webhooks/stripe");
    expect(endpoint?.secret).toBeTruthy();
    expect(stage.secrets).toEqual(new Map([["SecretOfstripe", endpoint?.secret]]));
    expect(out()).toContain("npx sst deploy --stage production");
    expect(out()).toContain("npx hookyard refused retry --stage production");
    expect(out() + err()).not.toContain(endpoint?.secret);
    expect(out() + err()).not.toContain(stripe?.key);
    expect(await tableText(stage)).not.toContain(endpoint?.secret);
  });

  test("knows the endpoint again, and then changes and sets nothing", async () => {
    await stage.terminal({ env }).run("register", "stripe", "--yes");
    const set: string[] = [];
    const again = stage.terminal({ env, setStageSecret: async ({ name }) => void set.push(name) });

    expect(await again.run("register", "stripe", "--check")).toBe(0);
    expect(await again.run("register", "stripe", "--yes")).toBe(0);

    expect(account.endpoints).toHaveLength(1);
    expect(set).toEqual([]);
    expect(again.out()).not.toContain("sst deploy");
  });

  test("--rotate keeps the older secret behind the newer one, until its overlap has ended", async () => {
    await stage.terminal({ env }).run("register", "stripe", "--yes");
    const first = account.endpoints[0]?.secret;

    const rotated = stage.terminal({ env });
    expect(
      await rotated.run("register", "stripe", "--rotate", "--overlap", "2 days", "--yes", "--json"),
    ).toBe(0);
    const second = account.endpoints[1]?.secret;
    expect(stage.secrets.get("SecretOfstripe")).toBe(`${second},${first}`);
    expect(JSON.parse(rotated.out())).toMatchObject({ deploy: "npx sst deploy --stage production" });

    stage.world.aws.advance(3 * 86_400);
    expect(await stage.terminal({ env }).run("register", "stripe", "--rotate", "--yes")).toBe(0);
    const third = account.endpoints.at(-1)?.secret;
    expect(stage.secrets.get("SecretOfstripe")).toBe(`${third},${second}`);
  });

  test("a secret that sst does not take stops it with the reason, and the next run goes on from there", async () => {
    const refused = stage.terminal({
      env,
      setStageSecret: async () => {
        throw new TypeError("no bucket");
      },
    });
    expect(await refused.run("register", "stripe", "--yes")).not.toBe(0);

    expect(await stage.terminal({ env }).run("register", "stripe", "--yes")).toBe(0);

    expect(stage.secrets.get("SecretOfstripe")).toBe(account.endpoints.at(-1)?.secret);
    expect(await stage.terminal({ env }).run("register", "stripe", "--check")).toBe(0);
  });

  test("a provider without an API is told where the stage's secret goes, and not by an argument", async () => {
    const { run, out } = stage.terminal({ env });

    expect(await run("register", "standard-webhooks")).toBe(0);

    expect(out()).toContain("https://hooks.example.com/webhooks/standard-webhooks");
    expect(out()).toContain(
      "npx sst secret set SecretOfstandardwebhooks --stage production, which asks for it",
    );
    expect(out()).toContain("npx sst deploy --stage production");
  });
});

test("register --stage chooses a secret of the stage's own, and never that of this machine", async () => {
  wire.use(...(github?.handlers(account) ?? []));
  const { run } = stage.terminal({ env });

  expect(await run("register", "github", "--set", "repository=acme/shop", "--yes")).toBe(0);

  const value = stage.secrets.get("SecretOfgithub") ?? "";
  expect(value.length).toBeGreaterThan(20);
  expect(account.endpoints[0]?.secret).toBe(value);
  expect(value).not.toBe(env.HOOKYARD_SECRET_GITHUB);
});

async function tableText({ world: { aws } }: RegisterStage): Promise<string> {
  const { ScanCommand } = await import("@aws-sdk/client-dynamodb");
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.table }));
  return JSON.stringify(Items);
}
