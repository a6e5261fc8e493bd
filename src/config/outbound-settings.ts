import { isIP } from 'node:net';
import { z } from 'zod';

/** Where requests to source systems may go. */
export const OutboundSettings = z.strictObject({
  allow: z
    .array(z.string().refine(isRange, 'is no address or range; right: 10.1.2.3, 10.1.0.0/16 or fd00::/8'))
    .default([])
    .describe(
      'Addresses and ranges that source systems may have although they are not public: `127.0.0.1`, `10.1.0.0/16`. Checked when a connection is made, whatever the name says.',
    ),
  plainHttp: z
    .boolean()
    .default(false)
    .describe('Whether sources on other machines may be asked by `http://`; those on this machine may.'),
  ports: z
    .array(z.coerce.number().int().min(1).max(65_535))
    .default([])
    .describe('The only ports that sources may have; any when there are none.'),
});

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
