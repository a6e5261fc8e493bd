/** A chart with both axes logarithmic, so that what grows in proportion is a straight line of slope 1. */
export interface Chart {
  readonly x: string;
  readonly y: string;
  readonly lines: readonly ChartLine[];
}

interface ChartLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const WIDTH = 320;
const HEIGHT = 260;
const MARGIN = { left: 62, right: 14, top: 34, bottom: 44 };
/** Told apart without colour vision too. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73'];
const STYLE =
  'text{font:11px sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#333}.slope{stroke:#999;stroke-dasharray:4 4}';

/** One picture with the charts beside one another. The dashed line in each is growth in proportion. */
export function toCharts(charts: readonly Chart[]): string {
  const size = `viewBox="0 0 ${WIDTH * charts.length} ${HEIGHT}" width="${WIDTH * charts.length}" height="${HEIGHT}"`;
  const parts = charts.map((chart, index) => `<g transform="translate(${index * WIDTH} 0)">\n${toChart(chart)}\n</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    `<style>${STYLE}</style>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function toChart({ x, y, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const across = toScale(
    points.map((point) => point.x),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const up = toScale(
    points.map((point) => point.y),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  return [
    ...up.ticks.flatMap((tick) => toRow(tick, up.at(tick))),
    ...[...new Set(points.map((point) => point.x))].map((tick) => toColumn(tick, across.at(tick))),
    `<path class="axis" fill="none" d="M${MARGIN.left} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}"/>`,
    ...lines.flatMap((line, index) => toLine(line, index, { across, up })),
    text(MARGIN.left, HEIGHT - 8, x),
    text(6, 14, y),
  ].join('\n');
}

interface Scale {
  at(value: number): number;
  /** Powers of ten, from the one below all values to the one above. */
  readonly ticks: readonly number[];
}

function toScale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.floor(Math.log10(Math.min(...values)));
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number) => round(from + ((Math.log10(value) - least) / (most - least)) * (to - from));
  return { at, ticks: Array.from({ length: most - least + 1 }, (_tick, index) => 10 ** (least + index)) };
}

function toRow(tick: number, y: number): string[] {
  return [
    `<path class="grid" d="M${MARGIN.left} ${y}H${WIDTH - MARGIN.right}"/>`,
    text(MARGIN.left - 6, y + 4, tick.toLocaleString('en'), 'end'),
  ];
}

function toColumn(tick: number, x: number): string {
  return text(x, HEIGHT - MARGIN.bottom + 16, tick.toLocaleString('en'), 'middle');
}

function toLine({ name, points }: ChartLine, index: number, { across, up }: Record<'across' | 'up', Scale>): string[] {
  const colour = COLOURS[index % COLOURS.length] ?? '#000';
  const places = points.map(({ x, y }) => [across.at(x), up.at(y)] as const);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const inProportion = up.at((first.y * last.x) / first.x);
  return [
    `<path class="slope" d="M${across.at(first.x)} ${up.at(first.y)}L${across.at(last.x)} ${inProportion}"/>`,
    `<path fill="none" stroke="${colour}" stroke-width="2" d="M${places.map((place) => place.join(' ')).join('L')}"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`),
    `<text x="${across.at(last.x)}" y="${up.at(last.y) - 8}" text-anchor="end" style="fill:${colour}">${name}</text>`,
  ];
}

function text(x: number, y: number, words: string, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
