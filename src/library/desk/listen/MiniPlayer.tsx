import { useEffect, useRef } from 'preact/hooks'
import { formatClock } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useStore } from '../../../ui/use-store.ts'
import { abouts, deskWords } from '../words.ts'
import type { Listening } from './listening.ts'
import { usePageTag } from './use-page-tag.ts'

/** What sounds while one is elsewhere: its name, how far it is, and the ways to stop it, to go there, and to be rid of it. */
export const MiniPlayer = ({ player }: { player: Listening }) => {
  const tag = usePageTag()
  const t = deskWords[tag].listen
  const { track, playing, at, duration, atHome } = useStore(player.state)
  const picture = useRef<HTMLDivElement>(null)
  const shown = track !== null && !atHome
  useEffect(() => {
    // The page makes room, so that nothing of it is hidden for good.
    document.body.classList.toggle('library-mini-open', shown)
    const host = picture.current
    if (!shown || !host) return
    player.show(host, false)
    return () => player.hide(host)
  }, [shown, track?.sha256, player])
  if (!shown) return null
  return (
    <section class="library-mini" aria-label={t.title}>
      <progress class="library-mini-bar" max={Math.max(1, duration)} value={at} aria-hidden="true" />
      <div ref={picture} class={`library-mini-picture library-mini-${track.kind}`} />
      <a class="library-mini-title" href={`/read/${track.item}`}>
        <bdi>{track.title[abouts[tag].language]}</bdi>
        <bdi class="library-clock" dir="ltr">
          {formatClock(at)} / {formatClock(duration)}
        </bdi>
      </a>
      <button
        type="button"
        class="button button-quiet library-mini-button"
        aria-label={playing ? t.pause : t.play}
        onClick={player.toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        class="button button-quiet library-mini-button"
        aria-label={t.close}
        onClick={() => {
          player.close()
          // The button goes with the rest.
          document.getElementById('main')?.focus({ preventScroll: true })
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}
