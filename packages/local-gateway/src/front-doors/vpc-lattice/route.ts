/** What is known about the VPC Lattice service that a request reached. */
export interface LatticeRoute {
  readonly serviceNetworkArn: string;
  readonly serviceArn: string;
  readonly targetGroupArn: string;
  readonly region: string;
  readonly domainName: string;
  /** Who is calling; without authorization only the VPC is known. */
  readonly identity?: LatticeIdentity;
}

/** `requestContext.identity` of a VPC Lattice event of version 2.0 (LAT-2). */
export interface LatticeIdentity {
  readonly sourceVpcArn?: string;
  /** `AWS_IAM` or `NONE`. */
  readonly type?: string;
  readonly principal?: string;
  readonly sessionName?: string;
  readonly principalOrgID?: string;
  readonly x509IssuerOu?: string;
  readonly x509SanDns?: string;
  readonly x509SanNameCn?: string;
  readonly x509SanUri?: string;
  readonly x509SubjectCn?: string;
}
