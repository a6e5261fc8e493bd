import { getArgumentValues, type GraphQLField } from 'graphql';
import type { LiveRoute } from '../../federation/live-route.ts';
import type { Routing } from '../../federation/routing.ts';
import { routesThatBear } from '../../federation/customer-sources.ts';
import { fieldsOfKeys, needsProfile } from '../../federation/keys.ts';
import type { ProfileField } from '../../profile/policies.ts';
import type { SourceCall } from '../../source/source.ts';
import { readListSize } from '../operation-cost.ts';
import type { OperationPlan, Selection, Shape, Step } from './operation-plan.ts';

/** How an operation will be answered, step by step; a step begins as soon as those it comes after have ended. */
export interface PlanExplanation {
  readonly steps: readonly ExplainedStep[];
  /** Source calls when nothing is cached and every list is as long as the query allows or the schema assumes. */
  readonly estimatedCalls: number;
}

export interface ExplainedStep {
  /** 1 is the first. */
  readonly id: number;
  /** The place in the answer, such as `customers.nodes.orders`. */
  readonly at: string;
  /** What the gateway does: read a coordinate from sources, merge records, or answer by itself. */
  readonly does: 'read' | 'merge' | 'gateway' | 'refuse';
  readonly coordinate?: string;
  readonly after: readonly number[];
  /** How many objects the step is for, at most: one call serves many of them. */
  readonly objects: number;
  readonly sources: readonly ExplainedSource[];
}

export interface ExplainedSource {
  readonly source: string;
  readonly route: string;
  /** What the keys are, such as `record`, `emailHash` or `orderNumber`. */
  readonly by: string;
  /** Keys in one call. */
  readonly batch: number;
  readonly estimatedCalls: number;
}

interface Open {
  readonly steps: ExplainedStep[];
  readonly routing: Routing;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Steps that read a coordinate of the same objects, by selection. */
  readonly known: Map<string, number>;
}

interface Place {
  readonly at: readonly string[];
  readonly after: readonly number[];
  readonly objects: number;
}

/** Explains a plan for the routes it would run on. */
export function explainPlan(
  { root }: OperationPlan,
  routing: Routing,
  variables: Readonly<Record<string, unknown>>,
): PlanExplanation {
  const open: Open = { steps: [], routing, variables, known: new Map() };
  explainSelection(root, { at: [], after: [], objects: 1 }, open);
  const calls = open.steps.flatMap(({ sources }) => sources.map(({ estimatedCalls }) => estimatedCalls));
  return { steps: open.steps, estimatedCalls: calls.reduce((sum, count) => sum + count, 0) };
}

/** What the plan asked of the sources in the end. */
export function countCalls(calls: readonly SourceCall[]): { source: string; coordinate: string; calls: number }[] {
  const groups = Map.groupBy(calls, ({ source, coordinate }) => `${source} ${coordinate}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ source: first.source, coordinate: first.coordinate, calls: group.length }] : [];
  });
}

function explainSelection(selection: Selection, place: Place, open: Open): void {
  for (const step of selection.steps) explainStep(step, selection, { place, open });
}

function explainStep(step: Step, selection: Selection, { place, open }: { place: Place; open: Open }): void {
  const at = [...place.at, step.key];
  const id = step.slot === undefined ? undefined : addStep(step, selection, { place: { ...place, at }, open });
  const objects = place.objects * sizeOf(step, open.variables);
  const after = id === undefined ? place.after : [id];
  explainShape(step.shape, { at, after, objects }, open);
}

function explainShape(shape: Shape, place: Place, open: Open): void {
  if (shape.kind === 'list') explainShape(shape.of, place, open);
  if (shape.kind === 'object') explainSelection(shape.selection, place, open);
  if (shape.kind === 'abstract') for (const each of shape.selections.values()) explainSelection(each, place, open);
}

/** Undefined for a field that is read from what is there already. */
function addStep(
  { definition, isForbidden, parentType }: Step,
  selection: Selection,
  { place, open }: { place: Place; open: Open },
): number | undefined {
  const { index } = selection;
  const { after } = place;
  const ofParent = { ...place, at: place.at.slice(0, -1) };
  if (isForbidden) return add({ does: 'refuse', after, sources: [] }, place, open);
  if (definition?.from === 'gateway') return add({ does: 'gateway', after, sources: [] }, place, open);
  if (definition?.from === 'profile') {
    const records = readRecords(selection, { place: ofParent, open });
    return once(`${index} merge`, open, () => add({ does: 'merge', after: [records], sources: [] }, ofParent, open));
  }
  if (definition?.from !== 'coordinate') return undefined;
  const needs = parentType === 'Customer' && open.routing.of(definition.coordinate).some(needsProfile);
  const records = needs ? [readRecords(selection, { place: ofParent, open })] : [];
  return readOnce(definition.coordinate, index, { place: { ...place, after: [...after, ...records] }, open });
}

function add(
  step: Pick<ExplainedStep, 'does' | 'coordinate' | 'after' | 'sources'>,
  { at, objects }: Place,
  { steps }: Open,
): number {
  return steps.push({ id: steps.length + 1, at: at.join('.'), objects, ...step });
}

/** The customer's records, from the sources that bear on what is asked of them here. */
function readRecords({ index, steps }: Selection, { place, open }: { place: Place; open: Open }): number {
  return once(`${index} Customer`, open, () => {
    const routes = routesThatBear(open.routing, fieldsAsked(steps, open.routing));
    const sources = routes.map((live) => toSource(live, place.objects));
    return add({ does: 'read', coordinate: 'Customer', after: place.after, sources }, place, open);
  });
}

/** The fields of the merged record that steps show or take keys from; none stands for all of them. */
function fieldsAsked(steps: readonly Step[], routing: Routing): readonly ProfileField[] {
  const asks = steps.map(({ definition, isForbidden }): readonly ProfileField[] | undefined => {
    if (isForbidden || !definition) return undefined;
    if (definition.from === 'profile') return definition.fields;
    if (definition.from !== 'coordinate') return undefined;
    const fields = routing.of(definition.coordinate).flatMap(fieldsOfKeys);
    return fields.length > 0 ? fields : undefined;
  });
  const known = asks.filter((fields) => fields !== undefined);
  return known.some((fields) => fields.length === 0) ? [] : [...new Set(known.flat())];
}

function readOnce(coordinate: string, selection: number, { place, open }: { place: Place; open: Open }): number {
  return once(`${selection} ${coordinate}`, open, () => {
    const sources = open.routing.of(coordinate).map((live) => toSource(live, place.objects));
    return add({ does: 'read', coordinate, after: place.after, sources }, place, open);
  });
}

/** Objects of one selection are asked about a thing once, however many fields need it. */
function once(name: string, { known }: Open, create: () => number): number {
  const id = known.get(name) ?? create();
  known.set(name, id);
  return id;
}

function toSource({ route: { source, id, by, batchSize } }: LiveRoute, objects: number): ExplainedSource {
  return { source, route: id, by, batch: batchSize, estimatedCalls: Math.ceil(objects / batchSize) };
}

/** How many values the field has for one object: what a connection's page or the schema's assumption says. */
function sizeOf({ field, nodes, shape }: Step, variables: Readonly<Record<string, unknown>>): number {
  const { slicingArguments, assumedSize, sizedFields } = readListSize(field);
  const isList = shape.kind === 'list';
  if (!isList && sizedFields.size === 0) return 1;
  const given = argumentsOf(field, nodes, variables);
  const sizes = slicingArguments.map((name) => given[name]).filter((size) => typeof size === 'number');
  return sizes.length > 0 ? Math.max(...sizes) : (assumedSize ?? 1);
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  [node]: Step['nodes'],
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  try {
    return node ? getArgumentValues(field, node, variables) : {};
  } catch {
    return {};
  }
}
