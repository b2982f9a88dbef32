const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });

/** How far a moment is from `now`, both in seconds: “5m ago”, “in 2h”, “just now”. */
export function age(moment: number, now: number): string {
  const away = moment - now;
  const unit = UNITS.find(([, seconds]) => Math.abs(away) >= seconds);
  if (unit === undefined) {
    return away > 0 ? "in a moment" : "just now";
  }
  const [name, seconds] = unit;
  return relative.format(Math.trunc(away / seconds), name);
}
