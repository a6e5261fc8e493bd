import type { ExplainedSource, ExplainedStep, PlanExplanation } from './explain-plan.ts';

/** The plan as lines of text: each step, what it waits for, and whom it asks. */
export function toPlanText({ steps, estimatedCalls }: PlanExplanation): string {
  const lines = steps.flatMap((step) => [
    `${step.id}. ${titleOf(step)}${waitsFor(step)}`,
    ...step.sources.map((source) => `     ${sourceLine(source)}`),
  ]);
  return [...lines, `At most ${plural(estimatedCalls, 'source call')}, when nothing is cached.`].join('\n');
}

/** The plan as a Mermaid flowchart: what stands side by side runs in parallel. */
export function toMermaid({ steps }: PlanExplanation): string {
  const nodes = steps.map(
    (step) => `  s${step.id}["${[titleOf(step), ...step.sources.map(sourceLine)].join('<br/>')}"]`,
  );
  const edges = steps.flatMap(({ id, after }) => after.map((before) => `  s${before} --> s${id}`));
  return ['flowchart TD', ...nodes, ...edges].join('\n');
}

function titleOf({ at, does, coordinate, objects }: ExplainedStep): string {
  if (does === 'read') return `${at}: read ${coordinate ?? ''} for ${plural(objects, 'object')}`;
  if (does === 'merge') return `${at}: merge the records of ${plural(objects, 'customer')}`;
  if (does === 'refuse') return `${at}: refused, the credential does not allow it`;
  return `${at}: the gateway's own`;
}

function waitsFor({ after }: ExplainedStep): string {
  return after.length === 0 ? '' : ` (after ${after.join(' and ')})`;
}

function sourceLine({ source, by, batch, estimatedCalls }: ExplainedSource): string {
  return `${source} by ${by}, ${batch} keys a call: at most ${plural(estimatedCalls, 'call')}`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
