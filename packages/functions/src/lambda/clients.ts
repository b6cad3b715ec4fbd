import {
  type ClientOptions,
  createDynamodbClient,
  createEventBridgeClient,
  createS3Client,
  createSqsClient,
  environmentCredentials,
} from "@hookyard/aws/clients";
import type { Deployment, Endpoints, Variables } from "../deployment.ts";

/** The SDK's clients of one function, each made when it is first asked for and then kept, with its connections. */
export interface Clients {
  eventBridge(): ReturnType<typeof createEventBridgeClient>;
  dynamodb(): ReturnType<typeof createDynamodbClient>;
  sqs(): ReturnType<typeof createSqsClient>;
  s3(): ReturnType<typeof createS3Client>;
}

/** Clients with the credentials that Lambda puts into the environment, read for each request: they are renewed there. */
export function createClients({ region, endpoints }: Deployment, variables: Variables): Clients {
  const credentials = environmentCredentials(variables);
  const options = (service: keyof Endpoints): ClientOptions => {
    const endpoint = endpoints[service];
    return { region, credentials, ...(endpoint !== undefined && { endpoint }) };
  };
  return {
    eventBridge: once(() => createEventBridgeClient(options("eventbridge"))),
    dynamodb: once(() => createDynamodbClient(options("dynamodb"))),
    sqs: once(() => createSqsClient(options("sqs"))),
    s3: once(() => createS3Client(options("s3"))),
  };
}

function once<Client>(create: () => Client): () => Client {
  let client: Client | undefined;
  return () => (client ??= create());
}
