import type { RowRule } from '../config/privacy-settings.ts';
import type { Principal } from './principal.ts';

/** A compiled rule: JSONata over the customer and `principal`. */
export type RowExpression = (input: unknown) => unknown;

/** Which customers exist for one caller. */
export interface RowFilter {
  /** Every word the rules use, so that whoever evaluates them knows what to read of a customer. */
  readonly words: ReadonlySet<string>;
  /** Whether the customer exists for the caller: every rule must say `true`; one that fails says no. Loads nothing. */
  shows(customer: Readonly<Record<string, unknown>>): boolean;
}

/** Which customers exist for whom. */
export interface RowRules {
  /** Undefined when no rule fits the caller, who then sees every customer. */
  filterFor(principal: Principal): RowFilter | undefined;
}

/** Puts compiled rules into service. `compile` turns a rule's text into an expression. */
export function createRowRules(
  rules: readonly RowRule[],
  compile: (text: string, index: number) => RowExpression,
): RowRules {
  const compiled = rules.map((rule, index) => ({ ...rule, evaluate: compile(rule.rule, index) }));
  const known = new WeakMap<Principal, { readonly filter: RowFilter | undefined }>();
  return {
    filterFor(principal) {
      if (compiled.length === 0) return undefined;
      const remembered = known.get(principal);
      if (remembered) return remembered.filter;
      const fitting = compiled.filter((rule) => fits(rule, principal));
      const filter = fitting.length === 0 ? undefined : createFilter(fitting, principal);
      known.set(principal, { filter });
      return filter;
    },
  };
}

function fits({ callers, roles, tenants }: RowRule, principal: Principal): boolean {
  if (callers && !callers.includes(principal.kind)) return false;
  if (tenants && !tenants.includes(principal.tenant)) return false;
  return !roles || roles.some((role) => principal.roles.has(role));
}

function createFilter(
  rules: readonly { readonly rule: string; readonly evaluate: RowExpression }[],
  principal: Principal,
): RowFilter {
  const known = toKnown(principal);
  return {
    words: new Set(rules.flatMap(({ rule }) => rule.match(/[A-Za-z_]\w*/g) ?? [])),
    shows: (customer) => rules.every(({ evaluate }) => says({ ...customer, principal: known }, evaluate)),
  };
}

function says(input: unknown, evaluate: RowExpression): boolean {
  try {
    return evaluate(input) === true;
  } catch {
    return false;
  }
}

/** What a rule may compare a customer with; a credential's attributes never stand in for what it is. */
function toKnown({ attributes, id, name, kind, tenant, roles, purpose, jurisdiction }: Principal) {
  return { ...attributes, id, name, kind, tenant, roles: [...roles], purpose, jurisdiction };
}
