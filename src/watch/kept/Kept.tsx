import type { ProgrammeEntry } from '../../shared/content.ts'
import { formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { SaveSpeech } from '../saved/SaveSpeech.tsx'
import type { Line } from '../words/transcript.ts'
import { keptWords } from './words.ts'

export interface KeptProps {
  player: Player
  state: PlayerState
  lines: readonly Line[]
  /** Whose broadcast it is. */
  by: string
  programme: readonly ProgrammeEntry[]
}

/** A hole shorter than this is not worth a word: the link has it sooner than it is read, ms. */
const worthSaying = 2000

/** Where what is kept has a hole, and the way around it; and the way to keep a part of it for good. */
export const Kept = (props: KeptProps) => {
  const { player, state } = props
  const { locale } = useLanguage()
  const t = useWords(keptWords)
  const { heldAgain, position } = state
  const inHole = heldAgain !== null && position !== null && heldAgain > position + worthSaying
  return (
    <>
      {inHole && (
        <Notice tone="warn">
          <p>{t.hole(formatTime(heldAgain, locale))}</p>
          <button type="button" class="button" onClick={() => player.seekTo(heldAgain)}>
            {t.goOn(formatTime(heldAgain, locale))}
          </button>
        </Notice>
      )}
      {position !== null && !state.unsupported && <SaveSpeech {...props} position={position} />}
    </>
  )
}
