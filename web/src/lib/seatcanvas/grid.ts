/** A spatial index of points in square cells, for range and nearest-neighbour queries. */
export class Grid {
  private readonly cell: number;
  private readonly columns: number;
  private readonly lines: number;
  private readonly left: number;
  private readonly top: number;
  /** Start of each cell's points in `order`. */
  private readonly starts: Uint32Array;
  private readonly order: Uint32Array;

  /** `cell` is the cell size in the points' units. */
  constructor(
    private readonly xs: Float64Array,
    private readonly ys: Float64Array,
    cell: number,
  ) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xs.length; i++) {
      const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    if (!Number.isFinite(left)) [left, top, right, bottom] = [0, 0, 0, 0];
    // Limit the number of cells, since a few distant outliers would otherwise create millions of empty ones.
    this.cell = Math.max(
      cell,
      Math.sqrt(((right - left + 1) * (bottom - top + 1)) / 250_000),
      (right - left + bottom - top) / 100_000,
    );
    [this.left, this.top] = [left, top];
    this.columns = Math.floor((right - left) / this.cell) + 1;
    this.lines = Math.floor((bottom - top) / this.cell) + 1;
    this.starts = new Uint32Array(this.columns * this.lines + 1);
    this.order = new Uint32Array(xs.length);
    const cells = new Uint32Array(xs.length);
    for (let i = 0; i < xs.length; i++) {
      const at =
        Math.floor(((ys[i] ?? 0) - top) / this.cell) * this.columns +
        Math.floor(((xs[i] ?? 0) - left) / this.cell);
      cells[i] = at;
      this.starts[at + 1] = (this.starts[at + 1] ?? 0) + 1;
    }
    for (let at = 1; at < this.starts.length; at++)
      this.starts[at] = (this.starts[at] ?? 0) + (this.starts[at - 1] ?? 0);
    const next = this.starts.slice();
    cells.forEach((at, i) => {
      const place = next[at] ?? 0;
      this.order[place] = i;
      next[at] = place + 1;
    });
  }

  /** Visits every point in a rectangle. */
  within(
    left: number,
    top: number,
    right: number,
    bottom: number,
    visit: (index: number) => void,
  ): void {
    const [x0, x1] = [
      Math.max(0, Math.floor((left - this.left) / this.cell)),
      Math.min(this.columns - 1, Math.floor((right - this.left) / this.cell)),
    ];
    const [y0, y1] = [
      Math.max(0, Math.floor((top - this.top) / this.cell)),
      Math.min(this.lines - 1, Math.floor((bottom - this.top) / this.cell)),
    ];
    for (let line = y0; line <= y1; line++) {
      for (
        let place = this.starts[line * this.columns + x0] ?? 0;
        place < (this.starts[line * this.columns + x1 + 1] ?? 0) && x0 <= x1;
        place++
      ) {
        const i = this.order[place] ?? 0;
        const [x, y] = [this.xs[i] ?? 0, this.ys[i] ?? 0];
        if (x >= left && x <= right && y >= top && y <= bottom) visit(i);
      }
    }
  }

  /** Index of the nearest point, or -1 if none is within the radius. */
  nearest(x: number, y: number, radius: number): number {
    let best = -1;
    let shortest = radius * radius;
    this.within(x - radius, y - radius, x + radius, y + radius, (i) => {
      const distance = ((this.xs[i] ?? 0) - x) ** 2 + ((this.ys[i] ?? 0) - y) ** 2;
      if (distance <= shortest) {
        shortest = distance;
        best = i;
      }
    });
    return best;
  }
}
