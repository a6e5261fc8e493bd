const CAPACITY = 500;

/** Wraps a pure function of a text so that it runs once per text; forgets everything when full. */
export function remember<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size >= CAPACITY) known.clear();
    known.set(text, value);
    return value;
  };
}
