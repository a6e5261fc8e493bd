/** A value of a row that could not be used, or a row that could not be mapped. Holds no data of the row. */
export interface MappingProblem {
  /**
   * Field of the output: `lines[].unitPrice`, without positions, so that problems can be counted by it. `a|b` when the
   * mapping uses the value in two fields; absent when it goes nowhere in particular.
   */
  readonly path?: string;
  /** The very place in the mapped value, `lines.2.unitPrice`, where a problem of a list is certain to belong there. */
  readonly at?: string;
  /** Field of the row: `ITEMS.NETPR`. */
  readonly sourcePath?: string;
  readonly code: string;
  readonly message: string;
  /** The value with letters and digits masked: `99/99/9999`. */
  readonly shape?: string;
}
