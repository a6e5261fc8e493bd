/** Notes on a customer that a coordinate was asked for and may not be seen: its `sections` say so. */
export function withhold(parent: unknown, coordinate: string | undefined): void {
  const withheld: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, 'withheld') : undefined;
  if (coordinate !== undefined && withheld instanceof Set) withheld.add(coordinate);
}
