import type uPlot from "uplot";
import { colour } from "./theme.ts";

/** Marks the best checkpoint: a line at its step, and a ring around its value. */
export function drawBest(plot: uPlot, step: number, value?: number): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(step, "x", true);
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour("best");
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash([4 * scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (value !== undefined) {
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, "y", true), 6 * scale, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}
