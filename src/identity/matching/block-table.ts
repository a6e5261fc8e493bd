const FIRST_CAPACITY = 1024;
const NONE = -1;

/**
 * Records (small integers) by the hash of a key, in a few flat arrays: millions of keys without an object each.
 * Keys of one hash share a block; whoever needs the exact key compares it.
 */
export interface BlockTable {
  /** Adds a record and answers how many the block then holds. */
  readonly add: (hash: number, record: number) => number;
  readonly remove: (hash: number, record: number) => number;
  readonly count: (hash: number) => number;
  /** Records of a block, in no order that means anything. */
  readonly list: (hash: number) => number[];
  /** Blocks that hold more than so many records. */
  readonly countLarger: (size: number) => number;
}

export function createBlockTable(): BlockTable {
  let slots = createSlots(FIRST_CAPACITY);
  const entries = createEntries();

  const slotOf = (hash: number): number => {
    const mask = slots.hashes.length - 1;
    let slot = hash & mask;
    while (slots.used[slot] === 1 && slots.hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  };

  const grow = () => {
    const old = slots;
    slots = createSlots(old.hashes.length * 2);
    slots.taken = old.taken;
    for (let index = 0; index < old.hashes.length; index += 1) {
      if (old.used[index] === 0) continue;
      const slot = slotOf(old.hashes[index]!);
      slots.used[slot] = 1;
      slots.hashes[slot] = old.hashes[index]!;
      slots.heads[slot] = old.heads[index]!;
      slots.counts[slot] = old.counts[index]!;
    }
  };

  return {
    add(hash, record) {
      if (slots.taken * 3 > slots.hashes.length * 2) grow();
      const slot = slotOf(hash);
      if (slots.used[slot] === 0) {
        slots.used[slot] = 1;
        slots.hashes[slot] = hash;
        slots.heads[slot] = NONE;
        slots.taken += 1;
      }
      slots.heads[slot] = entries.push(record, slots.heads[slot]!);
      slots.counts[slot]! += 1;
      return slots.counts[slot]!;
    },
    remove(hash, record) {
      const slot = slotOf(hash);
      if (slots.used[slot] === 0) return 0;
      slots.heads[slot] = entries.without(record, slots.heads[slot]!);
      slots.counts[slot]! -= 1;
      return slots.counts[slot]!;
    },
    count: (hash) => slots.counts[slotOf(hash)]!,
    list: (hash) => {
      const slot = slotOf(hash);
      return slots.used[slot] === 0 ? [] : entries.from(slots.heads[slot]!);
    },
    countLarger: (size) => slots.counts.reduce((larger, count) => larger + (count > size ? 1 : 0), 0),
  };
}

interface Slots {
  readonly hashes: Int32Array;
  readonly used: Uint8Array;
  readonly heads: Int32Array;
  readonly counts: Int32Array;
  taken: number;
}

function createSlots(capacity: number): Slots {
  return {
    hashes: new Int32Array(capacity),
    used: new Uint8Array(capacity),
    heads: new Int32Array(capacity),
    counts: new Int32Array(capacity),
    taken: 0,
  };
}

interface Entries {
  readonly push: (record: number, next: number) => number;
  /** The list without one record: its new head. */
  readonly without: (record: number, head: number) => number;
  readonly from: (head: number) => number[];
}

/** Linked lists in two growing arrays; a removed entry is used again. */
function createEntries(): Entries {
  let records = new Int32Array(FIRST_CAPACITY);
  let nexts = new Int32Array(FIRST_CAPACITY);
  let length = 0;
  let free = NONE;

  const allocate = (): number => {
    if (free !== NONE) {
      const entry = free;
      free = nexts[entry]!;
      return entry;
    }
    if (length === records.length) {
      records = grown(records);
      nexts = grown(nexts);
    }
    length += 1;
    return length - 1;
  };

  return {
    push(record, next) {
      const entry = allocate();
      records[entry] = record;
      nexts[entry] = next;
      return entry;
    },
    without(record, head) {
      let before = NONE;
      let entry = head;
      while (entry !== NONE && records[entry] !== record) {
        before = entry;
        entry = nexts[entry]!;
      }
      if (entry === NONE) return head;
      const next = nexts[entry]!;
      nexts[entry] = free;
      free = entry;
      if (before === NONE) return next;
      nexts[before] = next;
      return head;
    },
    from(head) {
      const found: number[] = [];
      for (let entry = head; entry !== NONE; entry = nexts[entry]!) found.push(records[entry]!);
      return found;
    },
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** 32 bits of a text (FNV-1a with a final mix): the same in every run. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return hash | 0;
}
