import { fail } from './failure.ts';
import type { Limits } from '../limits.ts';

/** What one running evaluation has left, and what stays constant while it runs. */
export interface Evaluation {
  fuel: number;
  depth: number;
  maxDepth: number;
  maxSequence: number;
  maxString: number;
  timeoutMs: number;
  /** Set at the first check, because reading the clock costs more than most mappings. */
  startedMs: number;
  fuelReserve: number;
  /** `$now()` and `$millis()` of this evaluation; 0 until first asked for. */
  nowMs: number;
  /** Which place of the source is being evaluated, for error positions. */
  at: number;
  /** The context of the call being made: tail calls take their missing argument from here. */
  callContext: unknown;
}

/** Fuel is handed out in portions; the clock is read whenever one is used up. */
const PORTION = 20_000;

/**
 * The evaluation in progress. One object for all is safe because an evaluation is synchronous, and quick because
 * generated code reads it without passing it along; `begin` and `end` nest when a function evaluates another mapping.
 */
export const running: Evaluation = {
  fuel: 0,
  depth: 0,
  maxDepth: 0,
  maxSequence: 0,
  maxString: 0,
  timeoutMs: 0,
  startedMs: 0,
  fuelReserve: 0,
  nowMs: 0,
  at: -1,
  callContext: undefined,
};

let nesting = 0;

/** Starts an evaluation at a moment, 0 for now; returns the interrupted one, if any, for `endEvaluation`. */
export function beginEvaluation(limits: Limits, atMs = 0): Evaluation | undefined {
  const outer = nesting > 0 ? { ...running } : undefined;
  nesting += 1;
  running.fuel = Math.min(PORTION, limits.fuel);
  running.fuelReserve = limits.fuel - running.fuel;
  running.depth = 0;
  running.maxDepth = limits.depth;
  running.maxSequence = limits.sequenceLength;
  running.maxString = limits.stringLength;
  running.timeoutMs = limits.timeoutMs;
  running.startedMs = 0;
  running.nowMs = atMs;
  running.at = -1;
  return outer;
}

export function endEvaluation(outer: Evaluation | undefined): void {
  nesting -= 1;
  running.callContext = undefined;
  if (outer) Object.assign(running, outer);
}

/** Charges `steps` of fuel; generated loops charge once for all their turns. */
export function spend(steps: number): void {
  running.fuel -= steps;
  if (running.fuel < 0) refuel();
}

/** Called when the portion is used up: checks clock and reserve, then hands out the next portion. */
function refuel(): void {
  const clockMs = performance.now();
  if (running.startedMs === 0) running.startedMs = clockMs;
  if (clockMs - running.startedMs > running.timeoutMs) fail('D1012', { value: running.timeoutMs });
  const needed = PORTION - Math.min(running.fuel, 0);
  if (running.fuelReserve < needed - PORTION + 1) fail('U1001');
  const portion = Math.min(needed, running.fuelReserve);
  running.fuelReserve -= portion;
  running.fuel += portion;
}

export function checkSequence(length: number): void {
  if (length > running.maxSequence) fail('D2015', { value: running.maxSequence });
}

export function checkString(text: string): string {
  if (text.length > running.maxString) fail('U1002', { value: running.maxString });
  return text;
}

/** For text about to be built: refuses before the memory is used. */
export function checkStringLength(length: number): void {
  if (length > running.maxString) fail('U1002', { value: running.maxString });
}

/** Milliseconds since 1970 at which this evaluation first asked. */
export function nowMs(): number {
  if (running.nowMs === 0) running.nowMs = Date.now();
  return running.nowMs;
}
