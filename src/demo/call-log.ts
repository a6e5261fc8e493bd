export interface DemoCall {
  readonly method: string;
  readonly path: string;
  /** `METHOD path` with ids replaced: what counts are kept by. */
  readonly template: string;
  readonly query: string;
}

/** What a demo system was asked. Counts are complete; of the calls themselves the newest are kept. */
export interface CallLog {
  add(call: DemoCall): void;
  calls(): DemoCall[];
  summary(): { total: number; byTemplate: Record<string, number>; calls: DemoCall[] };
  reset(): void;
}

const KEPT = 10_000;

export function createCallLog(): CallLog {
  let calls: DemoCall[] = [];
  let total = 0;
  const byTemplate = new Map<string, number>();
  const newest = (): DemoCall[] => calls.slice(-KEPT);
  return {
    add(call) {
      total += 1;
      byTemplate.set(call.template, (byTemplate.get(call.template) ?? 0) + 1);
      calls.push(call);
      if (calls.length > 2 * KEPT) calls = newest();
    },
    calls: newest,
    summary: () => ({ total, byTemplate: Object.fromEntries(byTemplate), calls: newest() }),
    reset() {
      calls = [];
      total = 0;
      byTemplate.clear();
    },
  };
}
