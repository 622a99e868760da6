import { Said } from '../../ui/Said.tsx'
import type { PlayerState } from '../player/state.ts'
import { type Chapter, chapterAt } from './chapters.ts'

/** Half of the thumb of a range: its ends are that far from the ends of the line. */
const thumb = '0.5rem'

/** Where parts of the programme begin on the seek bar, and which one is on. */
export const Marks = ({ state, chapters }: { state: PlayerState; chapters: readonly Chapter[] }) => {
  const { window, position } = state
  const now = chapterAt(chapters, position)
  if (!window) return null
  const share = (at: number) => (at - window.start) / Math.max(1, window.end - window.start)
  return (
    <>
      <div class="watch-marks" dir="ltr" aria-hidden="true">
        {chapters
          .filter(({ starts }) => starts > window.start)
          .map(({ id, starts }) => (
            <span
              key={id}
              class="watch-mark"
              style={{ insetInlineStart: `calc(${thumb} + (100% - 2 * ${thumb}) * ${share(starts)})` }}
            />
          ))}
      </div>
      {now && (
        <p class="soft watch-chapter">
          <Said text={now.title} />
        </p>
      )}
    </>
  )
}
