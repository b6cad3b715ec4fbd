import { codeProviders, githubOrganization } from "../../../packages/register/src/testing/fake-code.ts";
import { contentProviders } from "../../../packages/register/src/testing/fake-content.ts";
import {
  figmaHook,
  figmaRequestHandlers,
} from "../../../packages/register/src/testing/fake-figma-requests.ts";
import { githubApp } from "../../../packages/register/src/testing/fake-github-app.ts";
import { githubDeliveries } from "../../../packages/register/src/testing/fake-github-deliveries.ts";
import { siteProviders } from "../../../packages/register/src/testing/fake-site.ts";
import type { FakeProvider } from "../../../packages/register/src/testing/fake-account.ts";
import { testDescribed } from "./described.contract.ts";
import { readDescription } from "./read-description.ts";

/*
 * The providers whose package is their API's OpenAPI description: every request of our client and every answer of the
 * provider as our tests play it is held against that.
 */

const known = [...codeProviders, ...contentProviders, ...siteProviders];
const played = (provider: string): readonly FakeProvider[] =>
  known.filter(({ client }) => client.provider === provider);

testDescribed("GitHub", {
  description: readDescription("@octokit/openapi/generated/api.github.com.json"),
  fakes: [...played("github"), githubOrganization, githubApp],
  logs: [githubDeliveries],
});

testDescribed("Netlify", {
  description: readDescription("@netlify/open-api/dist/swagger.json"),
  fakes: played("netlify"),
  logs: [],
});

testDescribed("Figma", {
  description: readDescription("@figma/rest-api-spec/openapi/openapi.yaml"),
  fakes: played("figma"),
  logs: [
    {
      provider: "figma",
      key: "figd_x",
      settings: { context: "team", contextId: "42" },
      endpoint: figmaHook,
      handlers: figmaRequestHandlers,
    },
  ],
});
