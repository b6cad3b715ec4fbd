import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { askGraphql } from "./graphql.ts";
import { openApi } from "./rest.ts";

const fields = "id url enabled resourceTypes";

/**
 * Linear's webhooks (GraphQL), of one team or of all public ones. A webhook hears whole kinds (`Issue`), not their
 * actions. It lists no deliveries.
 * @see https://linear.app/developers/graphql
 */
export const linearClient: ProviderClient = {
  provider: "linear",
  name: "Linear",
  docs: "https://linear.app/developers/webhooks",
  permissions: "a personal API key of an admin (lin_api_…), or an OAuth token with the scope admin",
  settings: [{ name: "team", means: "a team's id; without it all public teams", isRequired: false }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "Issue",
      "Comment",
      "IssueLabel",
      "Attachment",
      "Reaction",
      "Project",
      "ProjectUpdate",
      "Cycle",
      "Document",
      "Initiative",
      "User",
    ].toSorted(),
    nameOf: (type) => type.split(".")[0],
  },
  open(context) {
    const { key, settings } = context;
    const api = openApi(linearClient, context, {
      base: "https://api.linear.app",
      headers: { authorization: key.startsWith("lin_api_") ? key : `Bearer ${key}` },
    });
    const ask = <Result>(
      does: string,
      query: string,
      variables: JsonObject,
      read: (data: Json) => Result,
      secret?: string,
    ) =>
      askGraphql(
        api,
        linearClient.name,
        { does, path: "/graphql", query, variables, ...(secret !== undefined && { secrets: [secret] }) },
        read,
      );
    return { endpoints: endpointsOf(ask, settings["team"]) };
  },
};

type Ask = <Result>(
  does: string,
  query: string,
  variables: JsonObject,
  read: (data: Json) => Result,
  secret?: string,
) => Promise<Result>;

function endpointsOf(ask: Ask, team: string | undefined): EndpointApi {
  const whose = team === undefined ? { allPublicTeams: true } : { teamId: team };
  return {
    async list() {
      const all: Endpoint[] = [];
      for (let after: string | null = null, isMore = true; isMore; ) {
        const page: { found: readonly Endpoint[]; isMore: boolean; end: string | null } = await ask(
          "list its webhooks",
          `query ($after: String) { webhooks(first: 100, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
          { after },
          (data) => ({
            found: listAt(data, "webhooks.nodes").map(readWebhook),
            isMore: isTrueAt(data, "webhooks.pageInfo.hasNextPage"),
            end: optionalTextAt(data, "webhooks.pageInfo.endCursor") ?? null,
          }),
        );
        all.push(...page.found);
        isMore = page.isMore;
        after = page.end;
      }
      return all;
    },
    create: (wanted) =>
      ask(
        "create the webhook",
        `mutation ($input: WebhookCreateInput!) { webhookCreate(input: $input) { success webhook { ${fields} } } }`,
        { input: { ...input(wanted), ...whose, label: wanted.description } },
        (data) => ({ endpoint: readWebhook(objectAt(data, "webhookCreate.webhook")) }),
        wanted.secret,
      ),
    update: ({ id }, wanted) =>
      ask(
        "change the webhook",
        "mutation ($id: String!, $input: WebhookUpdateInput!) { webhookUpdate(id: $id, input: $input) { success } }",
        { id, input: input(wanted) },
        () => undefined,
        wanted.secret,
      ),
    remove: ({ id }) =>
      ask(
        "remove the webhook",
        "mutation ($id: String!) { webhookDelete(id: $id) { success } }",
        { id },
        () => undefined,
      ),
  };
}

function input({ url, types, secret }: WantedEndpoint): JsonObject {
  return { url, resourceTypes: [...types], enabled: true, ...(secret !== undefined && { secret }) };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "resourceTypes"),
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
  };
}
