import { AppError } from '../errors.ts';

/** Who decides, and why; both are kept for good, so the reason holds no personal values. */
export interface Steward {
  readonly actor: string;
  readonly reason: string;
}

/** BAD_REQUEST when either is left out. */
export function checkedSteward({ actor, reason }: Steward): Steward {
  if (actor.trim() && reason.trim()) return { actor, reason };
  throw new AppError('BAD_REQUEST', { message: 'a ruling needs who made it and why' });
}
