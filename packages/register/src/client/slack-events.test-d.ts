import type { webApi } from "@slack/bolt";
import { expectTypeOf, test } from "vitest";
import type { BotScopes } from "./slack-events.ts";

type Manifest = webApi.AppsManifestUpdateArguments["manifest"];
type Subscriptions = NonNullable<NonNullable<Manifest["settings"]>["event_subscriptions"]>;
type Scopes = NonNullable<NonNullable<Manifest["oauth_config"]>["scopes"]>;

test("Slack's own library knows every event that we subscribe to", () => {
  expectTypeOf<keyof BotScopes>().toExtend<NonNullable<Subscriptions["bot_events"]>[number]>();
});

test("Slack's own library knows every scope that we ask for", () => {
  expectTypeOf<BotScopes[keyof BotScopes][number]>().toExtend<NonNullable<Scopes["bot"]>[number]>();
});
