import '../../ui/styles/details.css'
import '../../ui/styles/sheet.css'
import { useEffect, useRef } from 'preact/hooks'
import { linkStatus } from '../../link/link-status.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { services } from '../services.ts'
import { usePacks } from '../use-reader.ts'
import { adviceFor } from './advice.ts'
import { BroadcastPart } from './BroadcastPart.tsx'
import { KeptPart } from './KeptPart.tsx'
import { LinkPart } from './LinkPart.tsx'
import { WaitingPart } from './WaitingPart.tsx'
import { statusWords } from './words.ts'

export { keepFollowing } from '../reminder/keep-following.ts'
export { watchLink } from './watch-link.ts'

/** What one can do about it. */
const Advice = () => {
  const t = useWords(statusWords)
  const { packs, shell } = useStore(services)
  const state = usePacks(packs)
  const { reach } = useStore(linkStatus)
  const ready = Boolean(state?.complete && state.codeKept && shell)
  return (
    <section aria-labelledby="sheet-todo">
      <h3 id="sheet-todo">{t.todo}</h3>
      {adviceFor(reach, ready).map((key) => (
        <p key={key}>{t.advice[key]}</p>
      ))}
    </section>
  )
}

/**
 * What stands behind the status line, in plain words. A modal dialog: the browser keeps the focus in it, closes it by Escape and the phone's Back
 * gesture where it has one, and returns the focus.
 */
export const StatusSheet = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(statusWords)
  const { outbox } = useStore(services)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, and the browser's own
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id="sheet-title">{t.title}</h2>
          <button type="button" class="button button-quiet" aria-label={t.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <LinkPart />
        <BroadcastPart onLeave={close} />
        <KeptPart onLeave={close} />
        {outbox && <WaitingPart outbox={outbox} onLeave={close} />}
        <Advice />
      </div>
    </dialog>
  )
}
