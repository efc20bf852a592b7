/** The event of VPC Lattice, version 2 (LAT-2). */
export interface VpcLatticeEvent {
  readonly version: '2.0';
  /** May carry the query string (LAT-4). */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: VpcLatticeRequestContext;
}

/** The `requestContext` of VPC Lattice, version 2. */
export interface VpcLatticeRequestContext {
  readonly serviceNetworkArn: string;
  readonly serviceArn: string;
  readonly targetGroupArn: string;
  readonly region: string;
  /** Microseconds, as text (LAT-3). */
  readonly timeEpoch: string;
  readonly identity?: {
    readonly sourceVpcArn?: string;
    readonly type?: string;
    readonly principal?: string;
    readonly principalOrgID?: string;
    readonly sessionName?: string;
    readonly x509IssuerOu?: string;
    readonly x509SanDns?: string;
    readonly x509SanNameCn?: string;
    readonly x509SanUri?: string;
    readonly x509SubjectCn?: string;
  };
}

/** The event of VPC Lattice, version 1 (LAT-1). */
export interface VpcLatticeEventV1 {
  readonly raw_path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query_string_parameters: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly is_base64_encoded?: boolean;
}
