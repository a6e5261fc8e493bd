let months: ReadonlyMap<string, number> | undefined;

/** 1 to 12 for a long or short month name in English, German, French or Spanish. */
export function toMonth(word: string): number | undefined {
  months ??= createMonthNames();
  return months.get(fold(word));
}

function createMonthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>([['sept', 9]]);
  const styles = ['en', 'de', 'fr', 'es'].flatMap((locale) =>
    (['long', 'short'] as const).map(
      (month) => new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' }),
    ),
  );
  for (let month = 1; month <= 12; month += 1) for (const style of styles) names.set(monthIn(style, month), month);
  return names;
}

function monthIn(style: Intl.DateTimeFormat, month: number): string {
  return fold(style.formatToParts(Date.UTC(2024, month - 1, 1)).find(({ type }) => type === 'month')?.value ?? '');
}

function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
}
