/** An error that an AWS service answers with: its code, as clients compare it, and its words. */
export class Fault extends Error {
  readonly code: string;
  readonly statusCode: number;

  constructor(code: string, message: string, statusCode = 400) {
    super(message);
    this.name = 'Fault';
    this.code = code;
    this.statusCode = statusCode;
  }
}
