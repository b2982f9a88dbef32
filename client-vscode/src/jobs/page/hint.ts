import type uPlot from "uplot";
import { element } from "../../webview/page/dom.ts";
import type { Line } from "./chart.ts";

const GAP = 12;

/** Tells beside the pointer what was measured at the step under it. */
export function hints(lines: readonly Line[]): uPlot.Plugin {
  const hint = element("div", "hint");
  hint.hidden = true;
  return {
    hooks: {
      init: (plot) => void plot.over.append(hint),
      setCursor: (plot) => {
        const { left = -1 } = plot.cursor;
        const at = plot.cursor.idx ?? -1;
        const step = left < 0 ? undefined : plot.data[0]?.[at];
        hint.hidden = step === undefined;
        if (step !== undefined) {
          const values = lines.flatMap((line, index) => row(line, plot.data[index + 1]?.[at]));
          hint.replaceChildren(element("strong", "", `Step ${step.toLocaleString()}`), ...values);
          place(hint, left, plot.over.clientWidth);
        }
      },
    },
  };
}

function row({ label, colour }: Line, value: number | null | undefined): HTMLElement[] {
  if (value === null || value === undefined) {
    return [];
  }
  const swatch = element("span", "swatch point");
  swatch.style.color = `var(--${colour})`;
  return [element("div", "", swatch, `${label}: ${value.toFixed(4)}`)];
}

function place(hint: HTMLElement, left: number, width: number): void {
  const isRight = left > width / 2;
  hint.style.left = isRight ? "" : `${left + GAP}px`;
  hint.style.right = isRight ? `${width - left + GAP}px` : "";
}
