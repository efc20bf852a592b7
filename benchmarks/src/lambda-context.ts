/** As much of a Lambda context as a contender may want. */
export const lambdaContext = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:bench',
  memoryLimitInMB: '1769',
  awsRequestId: '6b2f1c6e-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/bench',
  logStreamName: '2026/11/22/[$LATEST]0',
  getRemainingTimeInMillis: (): number => 30_000,
  done: (): void => undefined,
  fail: (): void => undefined,
  succeed: (): void => undefined,
};
