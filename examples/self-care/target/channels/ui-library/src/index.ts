/** The design system without pixels: tokens, formats and headless behaviour for every channel and brand. */
export { formatDifference, formatMoney } from "./money";
export { colourOf, spacing, typeScale } from "./tokens";
export { useBills } from "./headless/useBills";
export { useRequest } from "./headless/useRequest";
export type { Loaded } from "./headless/useRequest";
export { useUsage } from "./headless/useUsage";
