import { ConfigError } from "@hookyard/core";

/** What the consumers are told from outside; nothing is needed. Without its URL a consumer only logs what it would do. */
export interface Env {
  readonly fulfilmentUrl?: URL;
  readonly ledgerUrl?: URL;
  readonly crmUrl?: URL;
  /** An incoming webhook of a chat: it is sent `{ "text": … }`. */
  readonly alertsUrl?: URL;
  readonly announcementsUrl?: URL;
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
    ...optional("fulfilmentUrl", url("FULFILMENT_URL")),
    ...optional("ledgerUrl", url("LEDGER_URL")),
    ...optional("crmUrl", url("CRM_URL")),
    ...optional("alertsUrl", url("ALERTS_URL")),
    ...optional("announcementsUrl", url("ANNOUNCEMENTS_URL")),
  };
}

function optional<const Key extends keyof Env>(key: Key, value: URL | undefined): Pick<Env, Key> | object {
  return value === undefined ? {} : { [key]: value };
}

/** Read once, when the process starts. */
export const env = readEnv(process.env);
