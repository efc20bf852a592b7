/** Stops the deploy with one message for the user. Exit code 2: nothing was started; 1: something was, and failed. */
export class DeployFailure extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'DeployFailure';
    this.exitCode = exitCode;
  }
}
