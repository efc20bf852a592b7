/** Builds the handler's second argument (RT-27). */
export function toContext(
  headers: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
): Context {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
    clientContext: json(headers['lambda-runtime-client-context']),
    identity: json(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'] ?? '',
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

export interface Context {
  callbackWaitsForEmptyEventLoop: boolean;
  readonly awsRequestId: string;
  readonly [member: string]: unknown;
}

function json(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
