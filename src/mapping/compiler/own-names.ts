/** Prototypes of everything a record could hold that is an object but not a plain one. */
function inheritedNames(): Set<string> {
  const names = new Set<string>();
  for (const prototype of prototypes())
    for (const name of Object.getOwnPropertyNames(prototype)) if (isDangerous(prototype, name)) names.add(name);
  return names;
}

function* prototypes(): Generator<object> {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (typeof value !== 'function' || !('prototype' in value)) continue;
    for (let prototype: unknown = value.prototype; isObject(prototype); prototype = Object.getPrototypeOf(prototype))
      yield prototype;
  }
  yield Buffer.prototype;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Inherited data such as `Error.prototype.name` harms nobody; functions and everything objects share do. */
function isDangerous(prototype: object, name: string): boolean {
  if (prototype === Object.prototype) return true;
  return typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function';
}

const INHERITED = inheritedNames();

/** Whether a member of this name may only be read as an own property: elsewhere it is a method of the host. */
export function isOwnOnly(name: string): boolean {
  return INHERITED.has(name);
}
