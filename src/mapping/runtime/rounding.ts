/** Rounds half to even at `precision` decimals, shifting in decimal text so that 4.515 is not 4.51499. */
export function roundHalfEven(value: number | undefined, precision?: number): number | undefined {
  if (value === undefined) return undefined;
  if (!precision) return roundInteger(value) + 0;
  if (typeof precision !== 'number') return Number.NaN;
  return shift(roundInteger(shift(value, precision)), -precision) + 0;
}

function roundInteger(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(rounded - value) === 0.5 && Math.abs(rounded % 2) === 1 ? rounded - 1 : rounded;
}

function shift(value: number, decimals: number): number {
  const [digits = '', exponent = '0'] = value.toString().split('e');
  return Number(`${digits}e${Number(exponent) + decimals}`);
}
