/** What an element is made with: text content, attributes, a handler of clicks. Nothing is ever parsed as HTML. */
export interface ElementOptions {
  readonly class?: string;
  readonly part?: string;
  readonly text?: string;
  readonly onClick?: () => void;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  options: ElementOptions = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (options.class !== undefined) element.className = options.class;
  if (options.part !== undefined) element.setAttribute('part', options.part);
  if (options.text !== undefined) element.textContent = options.text;
  if (options.onClick !== undefined) element.addEventListener('click', options.onClick);
  for (const [attribute, value] of Object.entries(options.attributes ?? {})) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** A button that never submits a form. */
export function createButton(text: string, options: ElementOptions): HTMLButtonElement {
  return create('button', { ...options, text, attributes: { type: 'button', ...options.attributes } });
}
