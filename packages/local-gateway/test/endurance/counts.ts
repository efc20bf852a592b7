/** `ENDURANCE=full` runs these tests for as long as it takes to be sure, otherwise each of them is a short one. */
export function times({ short, full }: { readonly short: number; readonly full: number }): number {
  return process.env['ENDURANCE'] === 'full' ? full : short;
}

/** Milliseconds that an endurance test may take; more than it should ever need. */
export const enduranceTimeout: number = times({ short: 120_000, full: 1_800_000 });
