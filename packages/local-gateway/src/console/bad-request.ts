/** The page asked for something that makes no sense: it gets a 400 with this message. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}
