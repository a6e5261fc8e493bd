import { globSync, readFileSync } from 'node:fs';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { ExpressionError } from '../../../src/mapping/expression-error.ts';
import { loadExamples } from '../../../src/mapping/examples.ts';
import { createFunctions } from '../../../src/mapping/functions/standard-functions.ts';
import { loadMapping } from '../../../src/mapping/run-mapping.ts';
import { sourceFieldsOf } from '../../../src/mapping/source-fields.ts';
import { isSame } from '../../conformance/deep-equal.ts';
import { isSuitePresent, loadSuite, type SuiteCase } from '../../conformance/jsonata-suite.ts';

/** The row as a source would give it that was asked for these fields alone. */
function prune(value: unknown, fields: readonly string[], path = ''): unknown {
  if (Array.isArray(value)) return value.map((member) => prune(member, fields, path));
  if (typeof value !== 'object' || value === null || fields.includes(path)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const place = path === '' ? name : `${path}/${name}`;
      const isAsked = fields.some((field) => field === place || field.startsWith(`${place}/`));
      return isAsked ? [[name, prune(member, fields, place)]] : [];
    }),
  );
}

describe('the fields of a row that a mapping reads', () => {
  it.each<[string, string[] | undefined]>([
    ['{ "id": ID }', ['ID']],
    ['{ "id": ID, "name": $trimmed(NAME) }', ['ID', 'NAME']],
    ['Items.{ "sku": Sku, "price": $money(Price, %.Currency) }', ['Currency', 'Items/Price', 'Items/Sku']],
    ['{ "lines": [Items[Kind = "A"].(Sku)] }', ['Items/Kind', 'Items/Sku']],
    ['( $i := Items[0]; { "a": $i.A, "b": $$.B } )', ['B', 'Items/A']],
    ['( $i := A; $i := B; $i.C )', ['A/C', 'B/C']],
    ['{ "a": Items ? Items.A }', ['Items']],
    ['{ "a": $exists(Items) ? Items.A }', ['Items/A']],
    ['{ "n": $count(Items) }', ['Items']],
    ['Items.$email(Mail)', ['Items/Mail']],
    ['Items.Name.$uppercase()', ['Items/Name']],
    ['Items.Name.$substringBefore("-")', ['Items/Name']],
    ['Items.$substringBefore(Name, "-")', ['Items/Name']],
    ['Items.$replace(Name, /a/, "")', ['Items/Name']],
    ['$map(Items, function($i) { $i.A })', ['Items']],
    ['Items^(Rank).Name', ['Items/Name', 'Items/Rank']],
    ['Items@$i.Others[Id = $i.Id].Name', undefined],
    ['Items{ Kind: $sum(Price) }', ['Items/Kind', 'Items/Price']],
    ['A ~> $trimmed', ['A']],
    ['Items.("one")', ['Items']],
    ['$eval("A")', undefined],
    ['$', undefined],
    ['*', undefined],
    ['**.Sku', undefined],
    ['$keys($)', undefined],
    ['$string()', undefined],
    ['$merge([$, { "a": 1 }])', undefined],
    ['$ ~> |Items|{ "a": 1 }|', undefined],
    ['`a/b`', undefined],
    ['{ "source": $source }', []],
  ])('%s: %j', (source, fields) => expect(sourceFieldsOf(source)).toEqual(fields));

  it.each(globSync('mappings/*/*.jsonata'))('are all that %s needs for its examples', (file) => {
    const source = readFileSync(file, 'utf8');
    const fields = sourceFieldsOf(source) ?? [];
    expect(fields.length).toBeGreaterThan(0);
    const examplesFile = file.replace('.jsonata', '.examples.yaml');
    const examples = loadExamples({ file: examplesFile, source: readFileSync(examplesFile, 'utf8') });
    const variables = [...new Set(examples.flatMap(({ bindings }) => Object.keys(bindings)))];
    const mapping = loadMapping({ file, source, variables });
    for (const { in: row, bindings } of examples)
      expect(mapping.run(prune(row, fields), bindings)).toEqual(mapping.run(row, bindings));
  });

  const reason = isSuitePresent ? '' : ' (skipped: no ../shared/conformance/jsonata)';
  (isSuitePresent ? describe : describe.skip)(`over the JSONata suite${reason}`, () => {
    async function outcomeOf({ expression, bindings }: SuiteCase, input: unknown): Promise<unknown> {
      try {
        const compiled = compileExpression(expression, { functions: createFunctions() });
        return await compiled.evaluate(input, bindings);
      } catch (error) {
        return error instanceof ExpressionError ? `failed with ${error.code}` : String(error);
      }
    }

    function fieldsOf({ expression, input }: SuiteCase): string[] | undefined {
      try {
        return typeof input === 'object' && input !== null && !Array.isArray(input)
          ? sourceFieldsOf(expression)
          : undefined;
      } catch {
        return undefined;
      }
    }

    it('are never fewer than an expression reads', async () => {
      const wrong: string[] = [];
      let checked = 0;
      for (const each of loadSuite()) {
        const fields = fieldsOf(each);
        if (fields === undefined || /\$(now|millis|random|shuffle)\b/.test(each.expression)) continue;
        checked += 1;
        const [whole, pruned] = [await outcomeOf(each, each.input), await outcomeOf(each, prune(each.input, fields))];
        if (!isSame(whole, pruned)) wrong.push(`${each.name}: ${each.expression}`);
      }
      expect(checked).toBeGreaterThan(300);
      expect(wrong).toEqual([]);
    }, 120_000);
  });
});
