/** Rounds half to even at `precision` decimals, shifting in decimal text so that 4.515 is not 4.51499. */
export function roundHalfEven(value: number | undefined, precision?: number): number | undefined {
  if (value === undefined) return undefined;
  if (!precision) return roundInteger(value) + 0;
  const power = POWERS[precision];
  if (power !== undefined && Number.isFinite(value) && isFarFromHalf(value * power))
    return Math.round(value * power) / power + 0;
  return shift(roundInteger(shift(value, precision)), -precision) + 0;
}

const POWERS: Readonly<Record<number, number>> = { 1: 10, 2: 100, 3: 1_000, 4: 10_000, 5: 100_000, 6: 1_000_000 };

/** Where multiplying cannot land on the wrong side of a half, shifting in text gives the same and costs more. */
function isFarFromHalf(scaled: number): boolean {
  return Math.abs(scaled) < 1e9 && Math.abs(Math.abs(scaled % 1) - 0.5) > 1e-6;
}

function roundInteger(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(rounded - value) === 0.5 && Math.abs(rounded % 2) === 1 ? rounded - 1 : rounded;
}

function shift(value: number, decimals: number): number {
  const [digits = '', exponent] = value.toString().split('e');
  return Number(`${digits}e${exponent === undefined ? decimals : Number(exponent) + decimals}`);
}
