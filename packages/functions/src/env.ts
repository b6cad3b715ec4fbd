import { ConfigError } from "@hookyard/core";

/** What the consumers are told from outside; nothing is needed. Without its URL a consumer only logs what it would do. */
export interface Env {
  readonly fulfilmentUrl: URL | undefined;
  readonly ledgerUrl: URL | undefined;
  readonly crmUrl: URL | undefined;
  /** An incoming webhook of a chat: it is sent `{ "text": … }`. */
  readonly alertsUrl: URL | undefined;
  readonly announcementsUrl: URL | undefined;
}

/** Reads the environment. Throws `ConfigError`, naming the variable and never its value, when one is no URL. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const url = (name: string): URL | undefined => {
    const text = variables[name];
    if (text === undefined || text === "") return undefined;
    const parsed = URL.parse(text);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
      throw new ConfigError(`${name} is no http(s) URL: set it to one, or leave it out to only log`);
    }
    return parsed;
  };
  return {
    fulfilmentUrl: url("FULFILMENT_URL"),
    ledgerUrl: url("LEDGER_URL"),
    crmUrl: url("CRM_URL"),
    alertsUrl: url("ALERTS_URL"),
    announcementsUrl: url("ANNOUNCEMENTS_URL"),
  };
}

/** Read once, when the process starts. */
export const env = readEnv(process.env);
