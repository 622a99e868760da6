type Renderer = typeof import('./Markdown.tsx').Markdown

let loaded: Renderer | null = null

/** What draws texts, if its code is here. */
export const markdown = (): Renderer | null => loaded

/** Loads what draws texts. @throws where the link brings no code */
export const loadMarkdown = async (): Promise<Renderer> => {
  loaded ??= (await import('./Markdown.tsx')).Markdown
  return loaded
}
