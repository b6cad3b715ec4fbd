/*
 * Libraries that come without types: the calls that are made here, as their own documentation in the code has them.
 */

declare module "@mailchimp/mailchimp_marketing" {
  interface ListWebhook {
    readonly id: string;
    readonly url: string;
  }
  interface NewListWebhook {
    readonly url: string;
    readonly events: Readonly<
      Record<"subscribe" | "unsubscribe" | "profile" | "cleaned" | "upemail" | "campaign", boolean>
    >;
    readonly sources: Readonly<Record<"user" | "admin" | "api", boolean>>;
  }
  const mailchimp: {
    setConfig(config: { readonly apiKey: string; readonly server: string }): void;
    readonly lists: {
      createListWebhook(list: string, webhook: NewListWebhook): Promise<ListWebhook>;
      getListWebhooks(list: string): Promise<{ readonly webhooks: readonly ListWebhook[] }>;
      updateListWebhook(list: string, webhook: string, changed: NewListWebhook): Promise<ListWebhook>;
      deleteListWebhook(list: string, webhook: string): Promise<unknown>;
    };
  };
  export default mailchimp;
}

declare module "@mailchimp/mailchimp_transactional" {
  interface Webhook {
    readonly id: number;
    readonly url: string;
    readonly auth_key: string;
  }
  interface NewWebhook {
    readonly url: string;
    readonly description?: string;
    readonly events?: readonly string[];
  }
  export default function transactional(key: string): {
    readonly webhooks: {
      add(body: NewWebhook): Promise<Webhook>;
      update(body: NewWebhook & { readonly id: number }): Promise<Webhook>;
      list(body?: object): Promise<readonly Webhook[]>;
      delete(body: { readonly id: number }): Promise<Webhook>;
    };
  };
}

declare module "docusign-esign" {
  export class ApiClient {
    setBasePath(path: string): void;
    addDefaultHeader(name: string, value: string): void;
  }
  interface Configuration {
    readonly connectId: string;
    readonly urlToPublishTo: string;
  }
  export class ConnectApi {
    constructor(client: ApiClient);
    createConfiguration(
      account: string,
      options: { readonly connectCustomConfiguration: object },
    ): Promise<Configuration>;
    updateConfiguration(
      account: string,
      options: { readonly connectCustomConfiguration: object },
    ): Promise<Configuration>;
    getConfiguration(account: string, connectId: string): Promise<unknown>;
    listEventFailureLogs(
      account: string,
      options: { readonly fromDate: string; readonly toDate: string },
    ): Promise<{ readonly failures: readonly { readonly failureId: string }[] }>;
    retryEventForEnvelope(account: string, envelope: string): Promise<unknown>;
    listConfigurations(account: string): Promise<{ readonly configurations: readonly Configuration[] }>;
    deleteConfiguration(account: string, connectId: string): Promise<unknown>;
  }
  /** Keeps what it knows of a configuration, as the text that it has to be. */
  export const ConnectCustomConfiguration: { constructFromObject(fields: object): object };
}
