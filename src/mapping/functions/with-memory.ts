import { Refusal } from './refusal.ts';

const MAX_TEXTS = 1000;
const MAX_LENGTH = 50;

/**
 * Remembers what names of countries and languages mean, of which sources have few. A refused text is forgotten: it may
 * be anything, somebody's name included.
 */
export function withMemory(convert: (text: string) => string | Refusal): (text: string) => string | Refusal {
  const answers = new Map<string, string>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = convert(text);
    if (answer instanceof Refusal || answers.size >= MAX_TEXTS || text.length > MAX_LENGTH) return answer;
    answers.set(text, answer);
    return answer;
  };
}
