import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { describe, expect, test } from "vitest";
import { tellingErrors } from "./told-errors.ts";

function serviceError(name: string, message: string): Error {
  return new DynamoDBServiceException({ name, message, $fault: "client", $metadata: {} });
}

describe("an operator that tells AWS's errors", () => {
  test.each([
    [
      serviceError("AccessDeniedException", "not authorized to perform: dynamodb:Query"),
      "aws_denied",
      "dynamodb:Query",
    ],
    [serviceError("ExpiredTokenException", "The security token is expired"), "aws_denied", "credentials"],
    [serviceError("ProvisionedThroughputExceededException", "slow down"), "aws_throttled", "Try again"],
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "aws_unreachable", "network"],
    [Object.assign(new Error("no answer"), { name: "TimeoutError" }), "aws_unreachable", "network"],
    [
      serviceError("ResourceNotFoundException", "Requested resource\nnot found"),
      "aws_failed",
      "resource not found",
    ],
  ])("%s is told as %s", async (error, code, said) => {
    const operator = tellingErrors({ overview: () => Promise.reject(error) });

    const failed = operator.overview();

    await expect(failed).rejects.toBeInstanceOf(OperatorError);
    await expect(failed).rejects.toMatchObject({
      code,
      cause: error,
      message: expect.stringContaining(said),
    });
  });

  test("at any depth, and leaves bugs, other errors and answers as they are", async () => {
    const bug = new TypeError("a bug");
    const own = new OperatorError("not_found", "There is no job.");
    const told = tellingErrors({
      name: "stage",
      replays: {
        job: () => Promise.reject(own),
        jobs: () => Promise.reject(serviceError("ThrottlingException", "")),
        pauseJob: () => Promise.reject(bug),
        cancelJob: async (id: string) => `cancelled ${id}`,
      },
    });

    expect(told.name).toBe("stage");
    await expect(told.replays.job()).rejects.toBe(own);
    await expect(told.replays.jobs()).rejects.toMatchObject({ code: "aws_throttled" });
    await expect(told.replays.pauseJob()).rejects.toBe(bug);
    expect(await told.replays.cancelJob("job_1")).toBe("cancelled job_1");
  });
});
