import type { RefObject } from 'preact'
import type { Messages } from '../../ui/catalogue.ts'
import { formatBytes } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useLanguage, useText } from '../../ui/language.tsx'
import type { PlayerState } from '../player/state.ts'
import { playerBytes, useFirstCode } from './use-first-code.ts'

interface Props {
  video: RefObject<HTMLVideoElement | null>
  state: PlayerState
  onPlay: () => void
}

/** Why there is the voice alone. */
const voiceBecause = ({ pinned, capStep }: PlayerState, t: Messages['watch']): string =>
  pinned ? t.voicePinned : capStep === 'free' ? t.voiceMore : t.voiceCapped

/** What stands where the picture was. */
const useInstead = (state: PlayerState): { icon: IconName; title: string; more: string } | null => {
  const { text, locale } = useLanguage()
  const t = text.watch
  const first = useFirstCode()
  const { phase, rung, choice, wanted } = state
  if (phase === 'connecting') {
    const more = first
      ? `${t.playerMore(formatBytes(playerBytes, locale))} ${t.connectingMore}`
      : t.connectingMore
    return { icon: 'wait', title: t.connecting, more }
  }
  if (phase === 'unreachable') return { icon: 'warn', title: t.unreachable, more: t.unreachableMore }
  if (phase === 'ended') return { icon: 'check', title: t.ended, more: t.endedMore }
  if (choice === 'words') return { icon: 'read', title: t.words, more: t.wordsChosen }
  if (rung === 'video') return null
  if (state.unsupported || (rung === 'text' && wanted))
    return { icon: 'read', title: t.words, more: state.unsupported ? t.wordsOnly : t.wordsMore }
  if (!wanted && state.position !== null) return { icon: 'sound', title: t.paused, more: t.pausedMore }
  if (state.fromKept && !state.waiting) return { icon: 'sound', title: t.kept, more: t.keptMore }
  if (rung === 'voice') return { icon: 'sound', title: t.voice, more: voiceBecause(state, t) }
  return { icon: 'wait', title: t.stored, more: t.storedMore }
}

/** The picture, or in its place what is left of it, said calmly. */
export const Stage = ({ video, state, onPlay }: Props) => {
  const t = useText().watch
  const instead = useInstead(state)
  const playable = state.phase === 'ready' && !state.unsupported
  return (
    <div class="watch-stage">
      {/* biome-ignore lint/a11y/useMediaCaption: the words run beside it as a transcript, in both languages */}
      <video
        ref={video}
        class="watch-video"
        playsInline
        preload="none"
        tabIndex={-1}
        aria-label={t.picture}
      />
      <div class="watch-said" role="status">
        {instead && (
          <div class="watch-instead">
            <Icon name={instead.icon} />
            <p class="watch-instead-title">{instead.title}</p>
            <p class="watch-instead-more">{instead.more}</p>
          </div>
        )}
      </div>
      {playable && !state.wanted && (
        <button type="button" class="watch-start" onClick={onPlay}>
          <Icon name="play" />
          {t.play}
        </button>
      )}
    </div>
  )
}
