import { at, sum } from "#lib/sportsbook/pricing/index.ts";
import type { Pair } from "../pair.ts";
import type { Counts } from "./counts.ts";

/** How likely each pair of counts is, a home count a row: the first cell is that of `from`. */
export type Grid = {
  readonly from: Pair;
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
};

/** A weight and the distributions of both sides, which are independent of each other given whatever has this weight. */
export type Product = { weight: number; home: Counts; away: Counts };

const spanOf = (counts: readonly Counts[]): { from: number; length: number } => {
  const from = Math.min(...counts.map((each) => each.from));
  return { from, length: Math.max(...counts.map((each) => each.from + each.mass.length)) - from };
};

/** The joint distribution of both counts: products of independent ones, mixed. */
export const mixtureOf = (products: readonly Product[]): Grid => {
  const [home, away] = [spanOf(products.map((each) => each.home)), spanOf(products.map((each) => each.away))];
  const cells = new Float64Array(home.length * away.length);
  // The hottest loop of pricing: plain indices, all of them inside.
  for (const { weight, home: rows, away: columns } of products) {
    const [row, column] = [rows.mass, columns.mass];
    for (let i = 0; i < row.length; i += 1) {
      const scale = weight * (row[i] as number);
      const start = (rows.from - home.from + i) * away.length + columns.from - away.from;
      for (let j = 0; j < column.length; j += 1)
        cells[start + j] = (cells[start + j] as number) + scale * (column[j] as number);
    }
  }
  return { from: { home: home.from, away: away.from }, rows: home.length, columns: away.length, cells };
};

/** Every cell with some mass. */
export const eachCell = (
  { from, rows, columns, cells }: Grid,
  visit: (home: number, away: number, probability: number) => void,
): void => {
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) {
      const probability = at(cells, i * columns + j);
      if (probability > 0) visit(from.home + i, from.away + j, probability);
    }
};

/** The grid with these counts on top. */
export const shifted = (grid: Grid, by: Pair): Grid => ({
  ...grid,
  from: { home: grid.from.home + by.home, away: grid.from.away + by.away },
});

/** What the markets of a match are summed from, taken off the grid in one pass. */
export type Sums = { home: Counts; away: Counts; total: Counts /** Home less away. */; lead: Counts };

export const sumsOf = ({ from, rows, columns, cells }: Grid): Sums => {
  const [home, away] = [new Float64Array(rows), new Float64Array(columns)];
  const [total, lead] = [new Float64Array(rows + columns - 1), new Float64Array(rows + columns - 1)];
  for (let i = 0; i < rows; i += 1) {
    let row = 0;
    for (let j = 0; j < columns; j += 1) {
      const p = cells[i * columns + j] as number;
      row += p;
      away[j] = (away[j] as number) + p;
      total[i + j] = (total[i + j] as number) + p;
      const ahead = i - j + columns - 1;
      lead[ahead] = (lead[ahead] as number) + p;
    }
    home[i] = row;
  }
  return {
    home: { from: from.home, mass: home },
    away: { from: from.away, mass: away },
    total: { from: from.home + from.away, mass: total },
    lead: { from: from.home - from.away - columns + 1, mass: lead },
  };
};

/** A level count that is less likely is left level. */
const NEGLIGIBLE = 1e-12;

/**
 * The end of a match that is not allowed to end level: mass on level counts is played on by `overtime`, which adds to both sides.
 * @param overtime sums to 1 and has no level counts
 */
export const playedOn = (grid: Grid, overtime: Grid): Grid => {
  const { from, rows, columns, cells } = grid;
  const wide = columns + overtime.from.away + overtime.columns - 1;
  const high = rows + overtime.from.home + overtime.rows - 1;
  const ended = new Float64Array(high * wide);
  for (let i = 0; i < rows; i += 1) ended.set(cells.subarray(i * columns, (i + 1) * columns), i * wide);
  for (let i = 0; i < rows; i += 1) {
    const j = from.home + i - from.away;
    if (j < 0 || j >= columns) continue;
    const tie = at(cells, i * columns + j);
    if (tie < NEGLIGIBLE) continue;
    ended[i * wide + j] = at(ended, i * wide + j) - tie;
    for (let x = 0; x < overtime.rows; x += 1) {
      const cell = (i + overtime.from.home + x) * wide + j + overtime.from.away;
      for (let y = 0; y < overtime.columns; y += 1)
        ended[cell + y] =
          (ended[cell + y] as number) + tie * (overtime.cells[x * overtime.columns + y] as number);
    }
  }
  return { from, rows: high, columns: wide, cells: ended };
};

/** The rows and columns that hold all but a little of the grid, as a grid that sums to 1. */
export const cropped = (grid: Grid, negligible: number): Grid => {
  const { home, away } = sumsOf(grid);
  const inside = ({ mass }: Counts): { low: number; high: number } => ({
    low: mass.findIndex((p) => p > negligible),
    high: mass.findLastIndex((p) => p > negligible),
  });
  const [row, column] = [inside(home), inside(away)];
  const [rows, columns] = [row.high - row.low + 1, column.high - column.low + 1];
  const cells = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    const start = (row.low + i) * grid.columns + column.low;
    cells.set(grid.cells.subarray(start, start + columns), i * columns);
  }
  const mass = sum(cells);
  return {
    from: { home: grid.from.home + row.low, away: grid.from.away + column.low },
    rows,
    columns,
    cells: cells.map((p) => p / mass),
  };
};

/** The grid without its level counts. */
export const decided = (grid: Grid): Grid => {
  const cells = new Float64Array(grid.cells);
  let mass = 0;
  for (let i = 0; i < grid.rows; i += 1)
    for (let j = 0; j < grid.columns; j += 1) {
      const cell = i * grid.columns + j;
      if (grid.from.home + i === grid.from.away + j) cells[cell] = 0;
      mass += at(cells, cell);
    }
  for (let cell = 0; cell < cells.length; cell += 1) cells[cell] = at(cells, cell) / mass;
  return { ...grid, cells };
};
