import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { optionsOf, plainOptions, type StageVariables } from "./stage-clients.ts";

/**
 * Invokes Lambda functions without waiting for their end: resolves when Lambda has the event, and will try again by itself
 * when the function fails.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export function createStartFunction(
  region: string,
  env: StageVariables,
): (name: string, event: object) => Promise<void> {
  let client: LambdaClient | undefined;
  return async (FunctionName, event) => {
    client ??= new LambdaClient(plainOptions(optionsOf("LAMBDA", region, env)));
    await client.send(
      new InvokeCommand({
        FunctionName,
        InvocationType: "Event",
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
  };
}
