import Onfleet from "@onfleet/node-onfleet";
import { deviceProviders } from "../../packages/register/src/testing/fake-devices.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

const onfleet: Oracle = {
  provider: "onfleet",
  types: ["taskArrival", "SMSRecipientOptOut"],
  create: async (key) => {
    const { webhooks } = new Onfleet(key);
    for (const trigger of [2, 17])
      await webhooks.create({ name: oracleDescription, url: oracleUrl, trigger });
    return { id: oracleUrl }; // one for each trigger: ours go by their URL
  },
  remove: async (key) => {
    const { webhooks } = new Onfleet(key);
    for (const { id } of await webhooks.get()) await webhooks.deleteOne(id);
  },
  urls: async (key) => (await new Onfleet(key).webhooks.get()).map(({ url }) => url),
};

testOracles(deviceProviders, [onfleet]);
