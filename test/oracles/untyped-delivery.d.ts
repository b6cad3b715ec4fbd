/** Onfleet's own library, which comes without types: the calls that are made here. */
declare module "@onfleet/node-onfleet" {
  interface Webhook {
    readonly id: string;
    readonly url: string;
    readonly trigger: number;
  }
  export default class Onfleet {
    constructor(apiKey: string);
    readonly webhooks: {
      create(webhook: {
        readonly name: string;
        readonly url: string;
        readonly trigger: number;
      }): Promise<Webhook>;
      get(): Promise<readonly Webhook[]>;
      /** Resolves the status. */
      deleteOne(id: string): Promise<number>;
    };
  }
}
