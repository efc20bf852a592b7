/** The result that VPC Lattice accepts (LAT-5). */
export interface LatticeResult {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}
