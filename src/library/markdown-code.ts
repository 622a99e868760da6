type Code = typeof import('./Markdown.tsx')
type Renderer = Code['Markdown']

let loaded: Code | null = null

/** What draws texts, if its code is here. */
export const markdown = (): Renderer | null => loaded?.Markdown ?? null

/** Loads what draws texts. @throws where the link brings no code */
export const loadMarkdown = async (): Promise<Code> => {
  loaded ??= await import('./Markdown.tsx')
  return loaded
}
