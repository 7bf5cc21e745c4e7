/** Says of each frame whether it may draw tiles: after a slow one, and while zooming, some are only copied, so that moving stays smooth. */
export class Pace {
  private before = 0;
  private zoomed = -Infinity;
  private skipped = 0;

  /** The scale is changing under the hand. */
  zooms(now: number): void { this.zoomed = now; }

  isZooming(now: number): boolean { return now - this.zoomed < 120; }

  mayDraw(now: number): boolean {
    const took = now - this.before;
    this.before = now;
    // While the scale changes, a tile is out of date almost as soon as it is drawn.
    const isCopied = this.isZooming(now) ? this.skipped < 7 : took > 19 && took < 200 && this.skipped < 1;
    this.skipped = isCopied ? this.skipped + 1 : 0;
    return !isCopied;
  }
}
