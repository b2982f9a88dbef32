type Child = Node | string;

/** An element with a class, or none, and what is in it. Text stays text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== "") {
    made.className = className;
  }
  made.append(...children);
  return made;
}

/** A button that does something; `className` says how much it stands out. */
export function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** A part of the page under a heading. */
export function section(title: string, ...children: Child[]): HTMLElement {
  return element("section", "", element("h2", "", title), ...children);
}

/** Has something drawn unless it is the same as before, so that what is in use keeps its focus. */
export function whenChanged<T>(draw: (shown: T) => void): (shown: T) => void {
  let before = "";
  return (shown) => {
    const now = JSON.stringify(shown);
    if (now !== before) {
      before = now;
      draw(shown);
    }
  };
}
