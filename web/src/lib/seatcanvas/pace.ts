/** Milliseconds of a frame that go into drawing tiles: after a slow one and while zooming only one step is drawn, so that moving stays smooth. */
export const budgets = { calm: 5, zooming: 0, late: 0 };

export class Pace {
  private before = 0;
  private zoomed = -Infinity;

  /** The scale is changing under the hand. */
  zooms(now: number): void { this.zoomed = now; }

  budget(now: number): number {
    const took = now - this.before;
    this.before = now;
    if (took > 19 && took < 200) return budgets.late;
    // While the scale changes, a tile is out of date almost as soon as it is drawn.
    return now - this.zoomed < 120 ? budgets.zooming : budgets.calm;
  }
}
