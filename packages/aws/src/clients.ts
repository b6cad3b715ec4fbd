export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ClientOptions {
  readonly region: string;
  /** Default: the SDK's chain. On Lambda {@link environmentCredentials} are all that is needed. */
  readonly credentials?: () => Promise<AwsCredentials>;
  /** In place of AWS's own address. */
  readonly endpoint?: string;
  /** Default: what suits the service; see {@link clientDefaults}. */
  readonly connectionTimeoutMilliseconds?: number;
  readonly requestTimeoutMilliseconds?: number;
  /** With the first. */
  readonly maxAttempts?: number;
}

/**
 * How long a call may take, by service. The SDK's own defaults wait for a socket without end; a webhook's sender waits
 * three to ten seconds. SQS has room for a long poll of 20 seconds.
 */
export const clientDefaults = {
  eventBridge: { requestTimeoutMilliseconds: 1_500, maxAttempts: 1 },
  dynamodb: { requestTimeoutMilliseconds: 800, maxAttempts: 2 },
  sqs: { requestTimeoutMilliseconds: 25_000, maxAttempts: 3 },
  s3: { requestTimeoutMilliseconds: 3_000, maxAttempts: 2 },
} as const;

export const connectionTimeoutMilliseconds = 500;
/** Sockets to one service, of one client. */
export const maxSockets = 50;

/**
 * The credentials that Lambda puts into a function's environment. With them the default chain, and all that it would
 * look at, can be left out of a bundle. Rejects when there are none.
 */
export function environmentCredentials(
  env: Readonly<Record<string, string | undefined>>,
): () => Promise<AwsCredentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      throw new Error(
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Lambda sets them in every function",
      );
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    };
  };
}

/** Where AWS has other names. A test holds them against the SDK's own. */
const partitions: readonly (readonly [prefix: string, domain: string])[] = [
  ["cn-", "amazonaws.com.cn"],
  ["eusc-", "amazonaws.eu"],
  ["us-iso-", "c2s.ic.gov"],
  ["us-isob-", "sc2s.sgov.gov"],
  ["us-isof-", "csp.hci.ic.gov"],
  ["eu-isoe-", "cloud.adc-e.uk"],
];

/** What the names of services in a region end with. */
export function domainOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "amazonaws.com";
}

/** What every client is made with. */
export function clientConfiguration(
  options: ClientOptions,
  defaults: { readonly requestTimeoutMilliseconds: number; readonly maxAttempts: number },
) {
  return {
    region: options.region,
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    maxAttempts: options.maxAttempts ?? defaults.maxAttempts,
    cacheMiddleware: true,
    requestHandler: {
      connectionTimeout: options.connectionTimeoutMilliseconds ?? connectionTimeoutMilliseconds,
      requestTimeout: options.requestTimeoutMilliseconds ?? defaults.requestTimeoutMilliseconds,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    },
  };
}
