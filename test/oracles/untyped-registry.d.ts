/** npm's own library for hooks, which comes without types: the calls that are made here. */
declare module "libnpmhook" {
  interface Hook {
    readonly id: string;
    readonly type: "package" | "scope" | "owner";
    readonly name: string;
    readonly endpoint: string;
  }
  /** `//<host>/:_authToken` is the token for that host. */
  interface Options {
    readonly registry: string;
    readonly [hostOption: `//${string}`]: string;
  }
  const hooks: {
    add(name: string, endpoint: string, secret: string, options: Options): Promise<Hook>;
    update(id: string, endpoint: string, secret: string, options: Options): Promise<Hook>;
    ls(options: Options): Promise<readonly Hook[]>;
    /** `null` where there is none. */
    rm(id: string, options: Options): Promise<Hook | null>;
  };
  export default hooks;
}
