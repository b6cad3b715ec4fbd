import { webApi } from "@slack/bolt";
import { appProviders } from "../testing/fake-apps.ts";
import { type Oracle, oracleUrl, testOracles } from "../testing/oracle.contract.ts";

/* Slack's own library, which has no endpoint: an app's manifest is read, changed and sent back as a whole. */

const app_id = "A012ABCD0A0";

type Manifest = webApi.AppsManifestUpdateArguments["manifest"];

async function changeManifest(token: string, by: (manifest: Manifest) => Manifest): Promise<void> {
  const { apps } = new webApi.WebClient(token);
  const { manifest } = await apps.manifest.export({ app_id });
  // safe: what it answers is what it takes, in types of which the one is of texts and the other of their names
  await apps.manifest.update({ app_id, manifest: by(manifest as unknown as Manifest) });
}

function withEvents(manifest: Manifest): Manifest {
  return {
    ...manifest,
    oauth_config: { scopes: { bot: ["app_mentions:read", "im:history"] } },
    settings: {
      ...manifest.settings,
      socket_mode_enabled: false,
      event_subscriptions: { request_url: oracleUrl, bot_events: ["app_mention", "message.im"] },
    },
  };
}

function withoutEvents(manifest: Manifest): Manifest {
  const { event_subscriptions: _gone, ...settings } = manifest.settings ?? {};
  return { ...manifest, settings };
}

const slack: Oracle = {
  provider: "slack",
  types: ["app_mention", "message.im"],
  reads: ({ path }) => path.endsWith("/apps.manifest.export"),
  create: async (token) => {
    await changeManifest(token, withEvents);
    return { id: app_id };
  },
  update: (token) => changeManifest(token, withEvents),
  remove: (token) => changeManifest(token, withoutEvents),
  urls: async (token) => {
    const { manifest } = await new webApi.WebClient(token).apps.manifest.export({ app_id });
    return [manifest?.settings?.event_subscriptions?.request_url];
  },
};

testOracles(appProviders, [slack]);
