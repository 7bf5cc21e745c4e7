/** Milliseconds of a frame that go into drawing tiles: after a slow one and while zooming only one step is drawn, so that moving stays smooth. */
export const budgets = { calm: 5, zooming: 0, late: 0 };

export class Pace {
  private before = 0;
  private zoomed = -Infinity;
  private late = -Infinity;

  /** The scale is changing under the hand. */
  zooms(now: number): void {
    this.zoomed = now;
  }

  budget(now: number): number {
    const took = now - this.before;
    this.before = now;
    if (took > 19 && took < 200) {
      this.late = now;
      return budgets.late;
    }
    // While the scale changes, a tile is out of date almost as soon as it is drawn.
    return now - this.zoomed < 120 ? budgets.zooming : budgets.calm;
  }

  /** Whether frames came late a moment ago, or the scale changes: tiles are then stamped by the nearest pixel, which costs a third. */
  isHurried(now: number): boolean {
    return now - this.late < 1500 || now - this.zoomed < 120;
  }
}
