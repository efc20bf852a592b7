import type { RowView } from '../../wire/traces.ts';

/** What of the log is wanted. */
export interface RowFilter {
  /** Every word must be somewhere in the row, without regard to case. */
  readonly text: string;
  /** First digit of the status; empty for any. */
  readonly status: string;
}

/** The rows that a filter wants. */
export function filterRows(
  rows: readonly RowView[],
  { text, status }: RowFilter,
): readonly RowView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!String(row.statusCode).startsWith(status)) return false;
    const {
      method,
      target,
      statusCode,
      api,
      stack,
      functionName = '',
      reason = '',
      integrationType = '',
    } = row;
    const searched =
      `${method} ${target} ${statusCode} ${api} ${stack} ${functionName} ${integrationType} ${reason}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
