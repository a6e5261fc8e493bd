/** Stands where a value would: a variable not bound yet, a quick way that does not apply. */
export const UNSET = Symbol('unset');
