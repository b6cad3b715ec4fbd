import hooks from "libnpmhook";
import { npmHooks } from "../../packages/register/src/testing/fake-apps.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

function at(token: string): Parameters<typeof hooks.ls>[0] {
  return { registry: "https://npm.acme.example/", "//npm.acme.example/:_authToken": token };
}

const hookedPackage = "@acme/prices";

const npm: Oracle = {
  provider: "npm-hooks",
  types: [],
  create: async (token, secret) => ({
    id: (await hooks.add(hookedPackage, oracleUrl, secret, at(token))).id,
  }),
  update: (token, id, secret) => hooks.update(id, oracleUrl, secret, at(token)),
  remove: (token, id) => hooks.rm(id, at(token)),
  urls: async (token) => (await hooks.ls(at(token))).map(({ endpoint }) => endpoint),
};

testOracles([npmHooks], [npm]);
