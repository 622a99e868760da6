import type { PlayerState } from '../player/state.ts'
import { type Line, lineAt } from '../words/transcript.ts'

interface Props {
  state: PlayerState
  lines: readonly Line[]
}

/** The line that is spoken, over the picture. The transcript is what screen readers read. */
export const Captions = ({ state, lines }: Props) => {
  const { position, language } = state
  const line = lines[lineAt(lines, position ?? 0)]
  const spoken = line && position !== null && position < line.ends ? line : null
  return (
    <p class="watch-captions" aria-hidden="true">
      {spoken && (
        <span dir="auto" lang={language ?? undefined}>
          {spoken.text}
        </span>
      )}
    </p>
  )
}
