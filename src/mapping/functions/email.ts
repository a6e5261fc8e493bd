import { hash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText } from './text.ts';

const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9-]{2,63}$/;
const ASCII = /^[ -~]+$/;
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/**
 * Lower case throughout: RFC 5321 lets a server tell `Anna@` from `anna@`, none in use does, and audience platforms
 * hash the lower-case form.
 */
function toEmail(text: string): string | Refusal {
  const isAscii = ASCII.test(text);
  const address = (isAscii ? text : text.normalize('NFKC')).replace(/^mailto:/i, '').toLowerCase();
  const at = address.lastIndexOf('@');
  if (at < 1 || address.length > MAX_ADDRESS) return refuse('INVALID_EMAIL', 'not one e-mail address', text);
  const local = address.slice(0, at);
  const domain = isAscii ? address.slice(at + 1) : domainToASCII(address.slice(at + 1));
  const isValid = local.length <= MAX_LOCAL && LOCAL.test(local) && DOMAIN.test(domain);
  return isValid ? `${local}@${domain}` : refuse('INVALID_EMAIL', 'not one e-mail address', text);
}

function toEmailHash(text: string): string | Refusal {
  const address = toEmail(text);
  return address instanceof Refusal ? address : hash('sha256', address);
}

export const email: StandardFunction = {
  usage: '$email(value)',
  signature: '<x:x>',
  summary: 'One e-mail address in lower case, an international domain in its ASCII form.',
  accepts: 'An address, also with `mailto:`, full-width characters or white space around it.',
  refuses:
    'Two addresses in one field, display names, domains without a dot, and whatever else is no address (`INVALID_EMAIL`).',
  examples: [
    { expression: '$email(" Anna.Beispiel@Example.COM ")', out: 'anna.beispiel@example.com' },
    { expression: '$email("info@bücher.example")', out: 'info@xn--bcher-kva.example' },
    { expression: '$email("a@example.com; b@example.com")', problem: 'INVALID_EMAIL' },
    { expression: '$email("anna(at)example.com")', problem: 'INVALID_EMAIL' },
    { expression: '$email("anna@localhost")', problem: 'INVALID_EMAIL' },
    { expression: '$email(EMAIL)', in: { EMAIL: '' } },
  ],
  apply: onText(toEmail),
};

export const emailHash: StandardFunction = {
  usage: '$emailHash(value)',
  signature: '<x:x>',
  summary: 'SHA-256 of the address that `$email` gives, in lower-case hexadecimal: the key audience platforms use.',
  accepts: 'What `$email` accepts.',
  refuses: 'What `$email` refuses.',
  examples: [
    {
      expression: '$emailHash(" Anna@Example.com")',
      out: hash('sha256', 'anna@example.com'),
    },
    { expression: '$emailHash("anna")', problem: 'INVALID_EMAIL' },
  ],
  apply: onText(toEmailHash),
};
