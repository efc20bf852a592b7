/** Who the front door says is calling; `kind` says by which means. */
export type Identity =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'iam';
      readonly accountId: string | undefined;
      readonly userArn: string | undefined;
    }
  | { readonly kind: 'cognito'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: 'lambda'; readonly context: Readonly<Record<string, unknown>> };

/** Nobody: the route asks for no authorization. */
export const noIdentity: Identity = Object.freeze({ kind: 'none' });
