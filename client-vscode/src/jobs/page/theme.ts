/** A colour of the style, for what is drawn. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
}

/** Calls back when the theme is another one. */
export function onTheme(draw: () => void): void {
  const observer = new MutationObserver(draw);
  observer.observe(document.documentElement, { attributeFilter: ["style"] });
  observer.observe(document.body, { attributeFilter: ["class"] });
}
