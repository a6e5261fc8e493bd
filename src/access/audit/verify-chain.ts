import type { Queryable } from '../../store/store.ts';
import { readHead, readLinks, type HeadRow, type LinkRow } from './audit-table.ts';
import type { AuditAnchor, AuditVerdict } from './audit.ts';
import { NOTHING_BEFORE, type ChainKey } from './chain-key.ts';

/** After so many problems the chain is as broken as it can be. */
const MOST_PROBLEMS = 100;

/** Reads the whole chain and says what is wrong with it: edited, missing, cut off, or not what an anchor remembers. */
export async function verifyChain(
  on: Queryable,
  keys: readonly ChainKey[],
  anchors: readonly AuditAnchor[] = [],
): Promise<AuditVerdict> {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const head = await readHead(on);
  const places = [...anchors, ...(head ? [{ seq: head.seq, hash: head.hash }] : [])];
  const problems = head ? sealProblems(head, byId.get(head.key_id)) : [];
  let before = { seq: 0, hash: NOTHING_BEFORE };
  let records = 0;

  for (let page = await readLinks(on, 0); page.length > 0; page = await readLinks(on, before.seq)) {
    for (const link of page) {
      problems.push(...linkProblems(link, { before, key: byId.get(link.key_id) }));
      problems.push(...places.filter(({ seq }) => seq === link.seq).flatMap((place) => placeProblems(link, place)));
      before = link;
      records += 1;
    }
    if (problems.length > MOST_PROBLEMS) break;
  }

  if (!head && records > 0) problems.push('the head of the chain is missing');
  const cutOff = Math.max(0, ...places.map(({ seq }) => seq)) - before.seq;
  if (cutOff > 0) problems.push(`after record ${before.seq} the chain is cut off: ${cutOff} or more are missing`);
  return {
    intact: problems.length === 0,
    records,
    head: records > 0 ? { seq: before.seq, hash: before.hash } : undefined,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

function sealProblems(head: HeadRow, key: ChainKey | undefined): string[] {
  return key?.sealHead(head) === head.seal
    ? []
    : ['the head of the chain was edited, or sealed with an unknown secret'];
}

function linkProblems(
  link: LinkRow,
  { before, key }: { before: { seq: number; hash: string }; key: ChainKey | undefined },
): string[] {
  const missing = link.seq - before.seq - 1;
  if (missing > 0) return [`after record ${before.seq} there are ${missing} missing`];
  if (link.previous !== before.hash) return [`record ${link.seq} does not follow from the one before`];
  if (!key) return [`record ${link.seq} was edited, or made with an unknown secret`];
  return key.hashLink(link) === link.hash ? [] : [`record ${link.seq} was edited`];
}

function placeProblems(link: LinkRow, { seq, hash }: AuditAnchor): string[] {
  return link.hash === hash ? [] : [`record ${seq} is not the one that was remembered`];
}
