/** What the model knows about the target group of a load balancer that a request reached. */
export interface AlbRoute {
  readonly targetGroupArn: string;
  /** `lambda.multi_value_headers.enabled` of the target group (ALB-2). @default false */
  readonly multiValueHeaders?: boolean;
  /** Of the listener. @default 'https' */
  readonly protocol?: 'http' | 'https';
  /** Of the listener. @default 443, or 80 for http */
  readonly port?: number;
}
