/** Design tokens. Changing one changes every channel with the next release. */

export const spacing = { tight: 4, normal: 12, wide: 24 } as const;
export const typeScale = { body: 16, heading: 24, amount: 32 } as const;

const COLOURS = {
  calm: "#2e7d32",
  low: "#f9a825",
  "used-up": "#d32f2f",
} as const;

export function colourOf(level: keyof typeof COLOURS): string {
  return COLOURS[level];
}
