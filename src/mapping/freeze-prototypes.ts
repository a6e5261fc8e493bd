/** Prototypes that generated code and built-in functions meet. */
const PROTOTYPES: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  RegExp.prototype,
  Date.prototype,
  Map.prototype,
  Set.prototype,
  Promise.prototype,
];

/**
 * Makes prototype pollution impossible for the rest of the process: whatever an expression or a library tries. Members
 * become accessors where they were values, so that ordinary objects may still have a `toString` of their own.
 */
export function freezePrototypes(): void {
  for (const prototype of PROTOTYPES) {
    for (const name of Reflect.ownKeys(prototype)) protect(prototype, name);
    Object.preventExtensions(prototype);
  }
}

/** A frozen data property would forbid objects that inherit it to be assigned one of the same name. */
function protect(prototype: object, name: string | symbol): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (!descriptor?.configurable) return;
  if (typeof descriptor.value !== 'function') {
    Object.defineProperty(prototype, name, { ...descriptor, configurable: false });
    return;
  }
  const value: unknown = descriptor.value;
  Object.defineProperty(prototype, name, {
    configurable: false,
    enumerable: descriptor.enumerable === true,
    get: () => value,
    set(this: object, own: unknown) {
      if (this === prototype) throw new TypeError(`${String(name)} of a prototype cannot be changed`);
      Object.defineProperty(this, name, { value: own, configurable: true, enumerable: true, writable: true });
    },
  });
}
