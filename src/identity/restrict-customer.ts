import { AppError } from '../errors.ts';
import { appendChange, appendEvents } from './change-log.ts';
import type { CustomerId } from './identity.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';
import { checkedSteward, type Steward } from './steward.ts';
import { readWholeCustomer } from './whole-customer.ts';

export interface Restriction extends Steward {
  readonly customer: CustomerId;
}

/**
 * Sets or lifts a customer's restriction; see `IdentitySpine.restrict`. It stands with the records, so it goes with them
 * when customers merge or split.
 */
export async function restrictCustomer(
  spine: Spine,
  { customer, ...steward }: Restriction,
  restricted: boolean,
): Promise<void> {
  const { actor, reason } = checkedSteward(steward);
  const flag = restricted ? 1 : 0;
  await spine.store.transaction(
    async (tx) => {
      const whole = await readWholeCustomer(tx, customer);
      if (!whole) throw new AppError('CUSTOMER_NOT_FOUND');
      const sql = 'update identity_record set restricted = ? where restricted <> ? and record_key = any(?)';
      const { changes } = await tx.run(sql, [flag, flag, whole.names]);
      if (changes === 0) return;
      const seq = await appendChange(tx, { cause: 'restriction', actor, reason, at: spine.clock() });
      await appendEvents(tx, seq, [{ type: restricted ? 'restricted' : 'unrestricted', customerId: whole.id }]);
    },
    { lock: PARTITION_LOCK },
  );
  spine.onChange();
}
