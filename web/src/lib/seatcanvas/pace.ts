/** Time per frame for drawing tiles, in ms. With 0, one step is drawn per frame: after a slow frame and while zooming, to keep movement smooth. */
export const budgets = { calm: 5, zooming: 0, late: 0 };

export class Pace {
  private lastFrame = 0;
  private lastZoom = -Infinity;
  private lastSlowFrame = -Infinity;

  /** Call when the zoom level changes. */
  noteZoom(now: number): void {
    this.lastZoom = now;
  }

  budget(now: number): number {
    const duration = now - this.lastFrame;
    this.lastFrame = now;
    if (duration > 19 && duration < 200) {
      this.lastSlowFrame = now;
      return budgets.late;
    }
    // While zooming, tiles go out of date almost as soon as they are drawn.
    return now - this.lastZoom < 120 ? budgets.zooming : budgets.calm;
  }

  /** Whether frames were slow recently or the user is zooming. Tiles are then copied without smoothing, which costs a third. */
  isBusy(now: number): boolean {
    return now - this.lastSlowFrame < 1500 || now - this.lastZoom < 120;
  }
}
