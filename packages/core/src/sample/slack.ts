import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent, unixSeconds } from "./sample.ts";

function slackId(context: SampleContext, letter: string): string {
  return letter + context.id(10).toUpperCase();
}

/** A message's time, which is its id within the channel. */
function messageTime(context: SampleContext): string {
  return `${unixSeconds(context.now) - 1}.${context.digits(6)}`;
}

function callback(context: SampleContext, event: JsonObject): SampleEvent {
  const team = slackId(context, "T");
  const app = slackId(context, "A");
  return {
    payload: {
      token: context.id(),
      team_id: team,
      context_team_id: team,
      api_app_id: app,
      event: { ...event, team },
      type: "event_callback",
      event_id: slackId(context, "Ev"),
      event_time: unixSeconds(context.now),
      authorizations: [
        { team_id: team, user_id: slackId(context, "U"), is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
    },
  };
}

export const slack = defineSamples({
  headers: () => ({
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
  }),
  events: {
    message: (context) =>
      callback(context, {
        type: "message",
        user: slackId(context, "U"),
        text: "The deploy is done.",
        ts: messageTime(context),
        channel: slackId(context, "C"),
        channel_type: "channel",
        event_ts: messageTime(context),
      }),

    team_join: (context) => {
      const id = slackId(context, "U");
      return callback(context, {
        type: "team_join",
        user: {
          id,
          team_id: slackId(context, "T"),
          name: "ada",
          real_name: "Ada Lovelace",
          deleted: false,
          tz: "Europe/London",
          tz_label: "Greenwich Mean Time",
          tz_offset: 0,
          profile: {
            real_name: "Ada Lovelace",
            display_name: "ada",
            email: "ada@example.com",
            title: "Analyst",
            phone: "",
          },
          is_admin: false,
          is_bot: false,
          updated: unixSeconds(context.now),
        },
        cache_ts: unixSeconds(context.now),
        event_ts: messageTime(context),
      });
    },

    file_created: (context) => {
      const file = slackId(context, "F");
      return callback(context, {
        type: "file_created",
        file_id: file,
        file: { id: file },
        user_id: slackId(context, "U"),
        event_ts: messageTime(context),
      });
    },

    app_mention: (context) =>
      callback(context, {
        type: "app_mention",
        user: slackId(context, "U"),
        text: `<@${slackId(context, "U")}> what is the status of order 1042?`,
        ts: messageTime(context),
        channel: slackId(context, "C"),
        event_ts: messageTime(context),
      }),

    url_verification: (context) => ({
      payload: { token: context.id(), challenge: context.id(52), type: "url_verification" },
    }),

    block_actions: (context) => ({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      encoding: "payload-form",
      payload: {
        type: "block_actions",
        user: { id: slackId(context, "U"), username: "roadrunner", team_id: slackId(context, "T") },
        api_app_id: slackId(context, "A"),
        token: context.id(),
        trigger_id: `${context.digits(13)}.${context.digits(12)}.${context.id(32).toLowerCase()}`,
        channel: { id: slackId(context, "C"), name: "deploys" },
        actions: [
          {
            type: "button",
            block_id: "approve",
            action_id: "approve",
            value: "1042",
            action_ts: messageTime(context),
          },
        ],
      },
    }),

    slash_command: (context) => ({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      encoding: "form",
      payload: {
        token: context.id(),
        team_id: slackId(context, "T"),
        team_domain: "acme",
        channel_id: slackId(context, "C"),
        channel_name: "deploys",
        user_id: slackId(context, "U"),
        user_name: "roadrunner",
        command: "/deploy",
        text: "shop production",
        api_app_id: slackId(context, "A"),
        is_enterprise_install: "false",
        response_url: "https://hooks.slack.com/commands/T0000000000/1/x",
        trigger_id: `${context.digits(13)}.${context.digits(12)}.${context.id(32).toLowerCase()}`,
      },
    }),
  },
  handshakes: {
    url_verification: (context) => {
      const challenge = context.id(52);
      return {
        payload: { token: context.id(), challenge, type: "url_verification" },
        headers: { "content-type": "application/json" },
        isSigned: true,
        answer: {
          status: 200,
          body: challenge,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        },
      };
    },
    ssl_check: (context) => ({
      payload: { ssl_check: "1", token: context.id() },
      encoding: "form",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      isSigned: false,
      answer: { status: 200 },
    }),
  },
});
